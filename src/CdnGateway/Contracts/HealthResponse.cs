namespace CdnGateway.Contracts;

/// <summary>The process's own health; a provider that is down never makes it unready.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
public sealed record HealthResponse(string Status);
