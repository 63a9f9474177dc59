namespace CdnGateway.Collecting;

/// <summary>How the store is kept up to date while nobody asks.</summary>
internal sealed record CollectorOptions
{
    public bool Enabled { get; init; } = true;

    /// <summary>The part of an account's quota that background calls may use, above 0 and up to 1; the rest is always free for requests.</summary>
    public double QuotaShare { get; init; } = 0.5;

    /// <summary>How many days back, besides today, gaps are filled.</summary>
    public int BackfillDays { get; init; } = 31;
}
