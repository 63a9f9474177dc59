using System.Buffers;
using System.Text.Json.Nodes;
using CdnGateway.Billing;
using CdnGateway.Providers;
using CdnGateway.Providers.JdCloud;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Providers.JdCloud;

/// <summary>A JD Cloud account whose provider is a stub.</summary>
internal static class JdCloudScene
{
    public const string Username = "jcloud_00";
    public const string SecretKey = "e7a31b1c5ea0efa9aa2f29c6559f7d61";

    public static readonly JdCloudOptions Options = new(Username, SecretKey, PointLabel.IntervalEnd, JdCloudOptions.DefaultMegaUnit);

    public static JdCloudProvider Provider(
        StubProvider stub, FakeClock? clock = null, JdCloudOptions? options = null, UpstreamOptions? upstream = null, BillingRule? rule = null)
    {
        clock ??= new FakeClock(Curves.At("2018-06-02T17:36"));
        upstream ??= Accounts.SingleAttempt;
        var client = new JdCloudClient(stub.Client(), Accounts.Channel(clock, upstream), upstream, options ?? Options, clock);
        return new JdCloudProvider(Accounts.Named("jd", "jdcloud", "play.live.com") with { Terms = new BillingTerms(rule ?? BillingRules.Month95) }, client, options ?? Options, clock);
    }

    /// <summary>The options and the question of a golden scenario.</summary>
    public static (JdCloudOptions Options, string Domain, UsageWindow Window) Of(JsonObject request) => (
        Options with
        {
            PointLabel = Enum.Parse<PointLabel>((string?)request["pointLabel"] ?? nameof(PointLabel.IntervalEnd)),
            MegaUnit = (int?)request["megaUnit"] ?? JdCloudOptions.DefaultMegaUnit,
        },
        (string?)request["domain"] ?? "play.live.com",
        Curves.Window((string)request["start"]!, (string)request["end"]!));

    /// <summary>Wire and mapping alone, as the client runs them.</summary>
    public static ProviderResult<UsageSeries> Parse(ReadOnlySequence<byte> body, JdCloudOptions options, string domain, UsageWindow window) =>
        TolerantJson.Parse<UsageSeries>(body, bytes =>
        {
            var curve = new JdCloudMapping(window, options);
            var answer = JdCloudWire.Read(bytes, new JdCloudPoints(domain, curve));
            return answer.Status == JdCloudWire.Success
                ? curve.ToSeries()
                : JdCloudErrors.Of(answer.Status, answer.Message);
        });
}
