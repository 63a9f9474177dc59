namespace CdnGateway.Providers;

/// <summary>What the gateway knows of an account, whoever its provider is. No secret is in here.</summary>
internal sealed record CdnAccount
{
    public required string Name { get; init; }

    /// <summary><c>jdcloud</c> or <c>tencent</c>.</summary>
    public required string Provider { get; init; }

    public required IReadOnlyList<string> Domains { get; init; }

    public required Uri BaseUrl { get; init; }

    public required int CallsPerMinute { get; init; }
}
