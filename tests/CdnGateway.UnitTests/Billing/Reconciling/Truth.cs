using CdnGateway.Billing.Reconciling;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Billing.Reconciling;

/// <summary>What really flowed in a month and a day around it, and what a provider prints of it.</summary>
/// <param name="First">The month's first day.</param>
/// <param name="Days">Its length.</param>
/// <param name="StepBps">What printed values are multiples of: 1, or a hundredth of a Mbps of 2^20.</param>
/// <param name="Domains">Bit/s a domain, from <see cref="Margin"/> intervals before the month to as many after it.</param>
internal sealed record Truth(DateOnly First, int Days, decimal StepBps, IReadOnlyDictionary<string, decimal[]> Domains)
{
    public const int Margin = 288;
    public const decimal JdStep = 10485.76m;

    public BillingPeriod Period => new(First, First.AddDays(Days - 1));

    public int Count => Days * 288;

    public DateTimeOffset TimeAt(int index) => BeijingTime.StartOf(First) + (index * UsageWindow.Interval);

    /// <summary>The true sum of some domains at an interval of the month, or of the day before or after it.</summary>
    public decimal At(int index, IEnumerable<string> domains) => domains.Sum(domain => Domains[domain][index + Margin]);

    public long Printed(decimal bps) => Whole(Math.Round(bps / StepBps, MidpointRounding.AwayFromZero) * StepBps);

    /// <summary>The points of a domain as the gateway has them, with so much around the month.</summary>
    public UsageSeries Points(string domain, int before = 2, int after = 100, Func<int, bool>? isHole = null)
    {
        var series = new UsageSeries(UsageWindow.Of(TimeAt(-before), TimeAt(Count + after)));
        for (var i = -before; i < Count + after; i++)
        {
            if (isHole?.Invoke(i) != true)
            {
                series.Set(i + before, Printed(Domains[domain][i + Margin]), 0);
            }
        }

        return series;
    }

    public MonthPoints Sum(IEnumerable<string> domains, Func<string, int, bool>? isHole = null)
    {
        var curves = domains.Select(domain => Points(domain, isHole: index => isHole?.Invoke(domain, index) == true)).ToArray();
        return MonthPoints.Of(Overlay.Of(curves[0].Window, curves));
    }

    private static long Whole(decimal value) => (long)Math.Round(value, MidpointRounding.AwayFromZero);
}
