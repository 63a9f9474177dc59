using CdnGateway.Billing;

namespace CdnGateway.UnitTests.Billing.Reconciling;

/// <summary>Each known deviation as the provider practises it.</summary>
internal static class DeviationWorlds
{
    public static readonly BillingTerms Plain = new(BillingRules.Month95);

    /// <summary>A contract with something to deviate from.</summary>
    public static BillingTerms Discounted { get; } = new(BillingRules.Month95) { OffPeakDiscount = 0.5m };

    private static readonly Dictionary<string, Func<Practice, Random, Practice>> ByName = new(StringComparer.Ordinal)
    {
        ["percentile-rounding"] = (practice, _) => practice with { Rounding = Rounding.Ceiling },
        ["label-shift"] = (practice, random) => practice with { Label = random.Next(2) == 0 ? -1 : 1, PrintsOwnTime = random.Next(2) == 0 },
        ["month-zone"] = (practice, random) => practice with { IsUtc = true, PrintsOwnTime = random.Next(2) == 0 },
        ["unit-base"] = (practice, random) => practice with { Unit = random.Next(4) switch { 0 or 1 => 2, _ => -2 } },
        ["valid-days"] = (practice, _) => practice with { OnlyValidDays = true },
        ["off-peak"] = (practice, random) => practice with { Discount = 0.5m },
    };

    public static IEnumerable<string> Names => ByName.Keys;

    public static Practice Of(string name, Random random, Practice? other = null) => ByName[name](other ?? new Practice(), random);

    /// <summary>True when what was named bills the same: neither figure nor time can tell the two apart then.</summary>
    public static bool BillsAsMuch(string causes, Truth truth, long bps) =>
        causes.Split('+').Aggregate<string, IEnumerable<Practice>>([new Practice()], (made, name) => made.SelectMany(practice => Variants[name](practice)))
            .Any(practice => Math.Abs(practice.Bill(truth, Questions.Domain).BandwidthBps - bps) <= (IsCalculated(causes) ? 2 * truth.StepBps : 1));

    private static bool IsCalculated(string causes) => causes.Contains("unit-base", StringComparison.Ordinal) || causes.Contains("off-peak", StringComparison.Ordinal);

    private static readonly Dictionary<string, Func<Practice, IEnumerable<Practice>>> Variants = new(StringComparer.Ordinal)
    {
        ["percentile-rounding"] = practice => from rounding in Enum.GetValues<Rounding>() select practice with { Rounding = rounding },
        ["label-shift"] = practice => from label in new[] { -1, 1 } select practice with { Label = label },
        ["month-zone"] = practice => [practice with { IsUtc = true }],
        ["unit-base"] = practice => from power in new[] { -3, -2, -1, 1, 2, 3 } select practice with { Unit = power },
        ["valid-days"] = practice => from threshold in new[] { 0m, 1000m } select practice with { OnlyValidDays = true, ValidAbove = threshold },
        ["off-peak"] = practice => from tenths in Enumerable.Range(1, 9) select practice with { Discount = tenths / 10m },
    };

    /// <summary>No deviation, and each alone.</summary>
    public static IEnumerable<Practice> FewerCauses() =>
    [
        new Practice(),
        new Practice { Rounding = Rounding.Ceiling }, new Practice { Rounding = Rounding.Nearest },
        new Practice { Label = -1 }, new Practice { Label = 1 },
        new Practice { IsUtc = true }, new Practice { OnlyValidDays = true },
        .. new[] { -3, -2, -1, 1, 2, 3 }.Select(power => new Practice { Unit = power }),
        .. Enumerable.Range(1, 9).Select(tenths => new Practice { Discount = tenths / 10m }),
    ];

    /// <summary>A month in which every deviation shows.</summary>
    public static Truth Month(Random random, decimal step) =>
        Truths.Of(random, random.Next(2) == 0 ? "2018-07-01" : "2018-02-01", step, quietDays: 3);

    /// <summary>Nine days like such a month.</summary>
    public static Truth NineDays(Random random, decimal step) => Truths.Of(random, "2018-07-01", step, quietDays: 2, length: 9);
}
