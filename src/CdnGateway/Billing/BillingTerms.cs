namespace CdnGateway.Billing;

/// <summary>What an account's contract says of its bill.</summary>
/// <param name="Rule">How a month is billed.</param>
internal sealed record BillingTerms(BillingRule Rule)
{
    /// <summary>What a value from 00:00 to 08:00 in Beijing counts, as a part of itself; null: the contract has no discount.</summary>
    public decimal? OffPeakDiscount { get; init; }

    /// <summary>A day is valid with a value above this, in bit/s.</summary>
    public long ValidDayThresholdBps { get; init; } = DefaultValidDayThresholdBps;

    /// <summary>What is paid for in any case, in bit/s.</summary>
    public long? CommitBps { get; init; }

    /// <summary>What the line can carry at the most, in bit/s.</summary>
    public long? MaximumBps { get; init; }

    /// <summary>Tencent Cloud's latest pricing page: more than 1000 bit/s.</summary>
    public const long DefaultValidDayThresholdBps = 1000;

    public static BillingTerms Default { get; } = new(BillingRules.Month95);
}
