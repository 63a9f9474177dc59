namespace CdnGateway.Sandbox.Billing;

/// <summary>What a provider does wrong with the discount on 00:00 to 08:00.</summary>
public enum OffPeakDeviation
{
    /// <summary>Nothing: the standard figure is without it, Tencent's <c>freedata</c> with it.</summary>
    None,

    /// <summary>The standard figure (JD's fee, Tencent's <c>data</c>) is that of the discounted points.</summary>
    AppliedToStandard,

    /// <summary><c>freedata</c> is that of the points as they are.</summary>
    NotApplied,
}
