using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Collecting;

/// <summary>A call that is to be made.</summary>
/// <param name="Subject">The curve; of reported figures, their month.</param>
/// <param name="Window">What is asked for; of reported figures, their month's intervals.</param>
internal sealed record DueCall(string Subject, UsageWindow Window)
{
    /// <summary>Which points are asked for.</summary>
    public Curve Curve { get; private init; }

    /// <summary>Set when reported figures are asked for, not points.</summary>
    public BillingQuery? Figures { get; init; }

    /// <summary>True when it reaches up to the newest interval.</summary>
    public bool IsNewest { get; init; }

    /// <summary>Set for the newer half of a call that was refused as a whole: why.</summary>
    public ProviderFailure? Refusal { get; init; }

    public bool MayBeHalved => Figures is null && Refusal is null && Window.Count > 1;

    /// <summary>The same question for its newer half.</summary>
    /// <remarks>
    /// A provider that refuses what is too old (JD Cloud's status 21) refuses a whole call for its oldest day; how old that is, is not known.
    /// </remarks>
    public DueCall NewerHalf(ProviderFailure refusal) => this with
    {
        Window = UsageWindow.Of(Window.TimeAt(Window.Count / 2), Window.End),
        Refusal = refusal,
    };

    public static DueCall OfPoints(Curve curve, UsageWindow window, bool isNewest) => new(curve.Subject, window) { Curve = curve, IsNewest = isNewest };

    public static DueCall OfMonth(BillingPeriod month) => new(
        month.First.ToString("yyyy-MM"),
        UsageWindow.Of(BeijingTime.StartOf(month.First), BeijingTime.StartOf(month.Last.AddDays(1))))
    {
        Figures = new BillingQuery(month, Region: null, Domains: []),
    };
}
