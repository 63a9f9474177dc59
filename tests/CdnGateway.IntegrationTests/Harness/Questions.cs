using System.Globalization;

namespace CdnGateway.IntegrationTests.Harness;

/// <summary>Questions of which no two share a point or a figure: what one brought answers no other, so that each takes a call of its own.</summary>
internal static class Questions
{
    private static readonly DateTime FirstHour = new(2018, 4, 1);
    private static readonly DateOnly FirstDay = new(2017, 1, 1);

    /// <summary>JD's points of the n-th hour of some that are long settled; one call.</summary>
    public static string Hour(int n) => string.Create(
        CultureInfo.InvariantCulture,
        $"/api/v1/bandwidth-flow?domain=play.live.com&start={FirstHour.AddHours(n):s}%2B08:00&end={FirstHour.AddHours(n + 1):s}%2B08:00");

    /// <summary>Tencent's figures of the n-th day of some that are long settled; one call.</summary>
    public static string Day(int n) => string.Create(
        CultureInfo.InvariantCulture,
        $"/api/v1/monthly-95?domain=www.test.com&start={FirstDay.AddDays(n):yyyy-MM-dd}&end={FirstDay.AddDays(n):yyyy-MM-dd}");
}
