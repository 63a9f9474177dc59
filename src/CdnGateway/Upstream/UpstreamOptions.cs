namespace CdnGateway.Upstream;

/// <summary>How long a provider call may take, how often it is tried and how much it may answer.</summary>
internal sealed record UpstreamOptions
{
    /// <summary>One attempt, from sending to the last byte.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>One call with its retries and its wait for quota.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts after the first.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Size of an answer's body.</summary>
    public int MaxResponseBytes { get; init; } = 64 * 1024 * 1024;
}
