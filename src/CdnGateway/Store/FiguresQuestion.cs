using System.Security.Cryptography;
using System.Text;
using CdnGateway.Providers;

namespace CdnGateway.Store;

/// <summary>A question for reported figures as the databases have it.</summary>
/// <param name="FirstDay">As <see cref="DateOnly.DayNumber"/>.</param>
/// <param name="LastDay">Inclusive.</param>
/// <param name="Region">Empty for the provider's default.</param>
/// <param name="Domains">In ascending order, each once, with commas between; their order does not change the answer.</param>
/// <param name="Hash">Of the domains, which may be too long for an index.</param>
internal sealed record FiguresQuestion(int FirstDay, int LastDay, string Region, string Domains, string Hash)
{
    public static FiguresQuestion Of(BillingQuery query)
    {
        var domains = string.Join(',', query.Domains.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return new FiguresQuestion(
            query.Period.First.DayNumber,
            query.Period.Last.DayNumber,
            RegionOf(query.Region),
            domains,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(domains))));
    }

    private static string RegionOf(Region? region) => region switch
    {
        null => "",
        Providers.Region.Mainland => "mainland",
        Providers.Region.Overseas => "overseas",
        _ => throw new ArgumentOutOfRangeException(nameof(region), region, message: null),
    };
}
