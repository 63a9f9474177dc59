using System.Globalization;
using System.Text;

namespace CdnGateway.UnitTests.Providers.JdCloud;

/// <summary>Random answers of opencdn: most as documented, with now and then something that a back end could print or an attacker would.</summary>
/// <param name="random">The world.</param>
/// <param name="domain">The domain that was asked for.</param>
/// <param name="start">The clock time of the first label.</param>
internal sealed class NastyAnswers(Random random, string domain, DateTime start)
{
    private static readonly string[] OddLabels =
    [
        "2018-06-02 24:00", "2018-06-02 17:60", "2018-02-30 17:15", "2018-13-02 17:15", "2018-00-02 17:15", "0001-01-01 00:00", "9999-12-31 23:55", "2018-06-02T17:15",
        "2018-06-02 17:1x", "2018/06/02 17:15", "２018-06-02 17:15", "2018-06-02 17:15:00.0", "", " ", "2018-6-2 17:15", "+018-06-02 17:15", "2018-06-02 17:15\\u0000",
    ];

    private static readonly string[] OddFigures =
    [
        "null", "\"\"", "\"  \"", "[]", "{}", "true", "-1", "-0", "-0.0", "\"-0\"", "1e3", "1E-2", "1e999", "\"1e2\"", "\" 7.5 \"", "\"+7\"", "\".5\"", "\"5.\"", "\".\"", "\"1.2.3\"",
        "\"1,5\"", "\"NaN\"", "\"0x10\"", "\"007.50\"", "\"\\u0031.5\"", "9999999999999999999", "99999999999999999999", "0.0000000000000000001", "0.00000000000000000001",
        "1.0000000000000000000000000000000000000000000000000000000000000000001", "9536743.1640625", "9536743.16406250000000000001", "9536743.1640625000000001", "9536743.164062499999",
        "357627868.65234375", "357627868.652343750000001", "357627868.6523437499", "10000000", "10000000.0000005", "9999999.9999995", "9999999.9999994", "18446744073709551615",
        "0.000000476837158203125", "0.0000004768371582031249999999", "0.5", "2.5", "\"2.5\"", "0", "0.0",
    ];

    private static readonly string[] OddTails = ["", ",\"more\":[1,{\"x\":null}]", ",\"status\":0", ",\"data\":[]", "} x"];

    /// <summary>How many of a hundred things are odd.</summary>
    public int Oddity { get; init; } = 2;

    private bool IsOdd => random.Next(100) < Oddity;

    public byte[] Next()
    {
        var points = string.Join(',', Enumerable.Range(0, random.Next(40)).Select(i => $"{{{Label(i)}:{Domains()}}}"));
        var data = "\"data\":" + (IsOdd ? Pick(["[]", "{}", "null", "7", "[7]", "[[]]", "{" + Label(0) + ":" + Domains() + "}"]) : "[" + points + "]");
        var status = "\"status\":" + (IsOdd ? Pick(["\"0\"", "7", "\"7\"", "null", "0.5", "\" 0 \""]) : "0");
        var parts = random.Next(8) == 0 ? new[] { data, "\"msg\":\"成功\"", status } : [status, "\"msg\":\"成功\"", data];
        var answer = "{" + string.Join(',', parts) + (IsOdd ? Pick(OddTails) : "") + "}";
        return Encoding.UTF8.GetBytes(IsOdd ? answer[..random.Next(answer.Length)] : answer);
    }

    private string Label(int step)
    {
        var time = start.AddMinutes(5 * (IsOdd ? random.Next(-5, 60) : step)).AddSeconds(IsOdd ? random.Next(300) : 0);
        var format = IsOdd ? Pick(["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd  HH:mm", " yyyy-MM-dd HH:mm ", "yyyy-MM-dd HH:mm:01", "yyyy-MM-dd HH\\u003amm"]) : "yyyy-MM-dd HH:mm";
        return "\"" + (IsOdd ? Pick(OddLabels) : time.ToString(format.Replace("\\u003a", "'\\u003a'", StringComparison.Ordinal), CultureInfo.InvariantCulture)) + "\"";
    }

    private string Domains() => IsOdd
        ? Pick(["[]", "{}", "null", "7", "[7]", "{\"other.com\":{}}", $"{{\"{domain}\":{Values()},\"{domain}\":{Values()}}}"])
        : $"{{\"{Key()}\":{Values()}}}";

    private string Key() => IsOdd
        ? Pick([domain.ToUpperInvariant(), "\\t" + domain, "\\u0020" + domain, "\u3000" + domain, domain + new string(' ', 400), domain[..^1], domain + ".", "\\u0070" + domain[1..], "x" + domain, "ſ" + domain[1..]])
        : Pick([domain, $" {domain} ", $"  {domain}"]);

    private string Values() => IsOdd
        ? Pick(["[]", "null", "{}", "7", "[1]", $"{{\"bandwidth\":{Figure()}}}", $"{{\"flow\":1,\"flow\":{Figure()},\"bandwidth\":2}}", $"{{\"flow\":null,\"flow\":{Figure()},\"bandwidth\":2}}"])
        : $"{{\"bandwidth\":{Figure()},{(IsOdd ? "\"hit\":[3]," : "")}\"flow\":{Figure()}}}";

    private string Figure() => IsOdd ? Pick(OddFigures) : random.Next(4) switch
    {
        0 => $"\"{Digits(random.Next(1, 7))}.{Digits(random.Next(1, 16))}\"",
        1 => Whole(),
        2 => $"{Whole()}.{Digits(random.Next(1, 20))}",
        _ => $"{Whole()}.{Digits(2)}",
    };

    private string Whole() => random.Next(1_000_000).ToString(CultureInfo.InvariantCulture);

    private string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));

    private string Pick(string[] choices) => choices[random.Next(choices.Length)];
}
