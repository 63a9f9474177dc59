using System.Security.Cryptography;
using System.Text;
using CdnGateway.Billing;
using CdnGateway.Providers;

namespace CdnGateway.Store;

/// <summary>A question for reported figures as the databases have it.</summary>
/// <param name="FirstDay">As <see cref="DateOnly.DayNumber"/>.</param>
/// <param name="LastDay">Inclusive.</param>
/// <param name="Region">Empty for the provider's default.</param>
/// <param name="Domains">In ascending order, each once, with commas between, since their order does not change the answer; what is asked of them before a colon, unless it is the 95.</param>
/// <param name="Hash">Of the domains, which may be too long for an index.</param>
internal sealed record FiguresQuestion(int FirstDay, int LastDay, string Region, string Domains, string Hash)
{
    public static FiguresQuestion Of(BillingQuery query)
    {
        var names = string.Join(',', query.Domains.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var domains = query.Statistic == Statistic.Percentile95 ? names : $"{StatisticOf(query.Statistic)}:{names}";
        return new FiguresQuestion(
            query.Period.First.DayNumber,
            query.Period.Last.DayNumber,
            RegionOf(query.Region),
            domains,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(domains))));
    }

    /// <remarks>Kept in databases, so a name of the code must not become one of theirs.</remarks>
    private static string StatisticOf(Statistic statistic) => statistic switch
    {
        Statistic.AverageOfDailyPeaks => "average-daily-peak",
        Statistic.FourthDailyPeak => "fourth-daily-peak",
        Statistic.Percentile95OfDailyPeaks => "95-of-daily-peaks",
        _ => throw new ArgumentOutOfRangeException(nameof(statistic), statistic, message: null),
    };

    private static string RegionOf(Region? region) => region switch
    {
        null => "",
        Providers.Region.Mainland => "mainland",
        Providers.Region.Overseas => "overseas",
        _ => throw new ArgumentOutOfRangeException(nameof(region), region, message: null),
    };
}
