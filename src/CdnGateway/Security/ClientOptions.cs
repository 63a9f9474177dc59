namespace CdnGateway.Security;

/// <summary>One client of the gateway.</summary>
/// <param name="Name">Name in the configuration and in the log.</param>
/// <param name="KeySha256">SHA-256 of the client's key.</param>
/// <param name="Accounts">The accounts that it may see; null: all.</param>
/// <param name="RequestsPerMinute">Requests in any 60 seconds; null: as many as it likes.</param>
internal sealed record ClientOptions(string Name, byte[] KeySha256, IReadOnlyList<string>? Accounts, int? RequestsPerMinute);
