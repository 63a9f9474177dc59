using CdnGateway.Usage;

namespace CdnGateway.Billing.Reconciling;

/// <summary>How a reported figure stands to the computed one.</summary>
internal enum Verdict
{
    /// <summary>They differ by no more than the rounding of the units.</summary>
    Equal,

    /// <summary>They differ, and the causes say why.</summary>
    Explained,

    /// <summary>They differ by something that is not known here.</summary>
    Unexplained,

    /// <summary>There is nothing to compare.</summary>
    NotComparable,
}

/// <summary>What a provider can have done differently.</summary>
internal enum CauseKind
{
    /// <summary>Another rounding of the 5 %.</summary>
    PercentileRounding,

    /// <summary>Intervals counted under their neighbour's label.</summary>
    LabelShift,

    /// <summary>Month and days cut in UTC.</summary>
    MonthZone,

    /// <summary>1000 for 1024, or the other way round.</summary>
    UnitBase,

    /// <summary>Other days take part.</summary>
    ValidDays,

    /// <summary>Points are missing here.</summary>
    MissingPoints,

    /// <summary>A sum of other domains.</summary>
    DomainSet,

    /// <summary>The off-peak discount applied where it is not agreed, or not applied where it is.</summary>
    OffPeak,
}

/// <summary>Why a figure differs, or one of two reasons.</summary>
/// <param name="Kind">What was done differently.</param>
/// <param name="ExplainedBps">How much of the difference, reported less computed, in bit/s.</param>
/// <param name="Detail">One sentence with the numbers.</param>
internal sealed record Cause(CauseKind Kind, long ExplainedBps, string Detail)
{
    /// <summary>The kind as answers write it.</summary>
    public string Name => NameOf(Kind);

    /// <summary>A kind as answers write it.</summary>
    public static string NameOf(CauseKind kind) => kind switch
    {
        CauseKind.PercentileRounding => "percentile-rounding",
        CauseKind.LabelShift => "label-shift",
        CauseKind.MonthZone => "month-zone",
        CauseKind.UnitBase => "unit-base",
        CauseKind.ValidDays => "valid-days",
        CauseKind.MissingPoints => "missing-points",
        CauseKind.DomainSet => "domain-set",
        CauseKind.OffPeak => "off-peak",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

/// <summary>A reported figure beside the computed one.</summary>
/// <param name="Verdict">How they stand to each other.</param>
/// <param name="Reported">The provider's.</param>
/// <param name="Computed">Ours, by the contract; null without any point.</param>
/// <param name="Causes">At most two, the likelier first; empty unless explained. Together they are the difference, within the units' rounding.</param>
internal sealed record Reconciliation(Verdict Verdict, ReportedFigure Reported, BillingPoint? Computed, IReadOnlyList<Cause> Causes);
