using System.Buffers;
using System.Text.Json.Nodes;
using CdnGateway.Providers;
using CdnGateway.Providers.Tencent;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Providers.Tencent;

/// <summary>A Tencent account whose provider is a stub; the key pair is the one of the documents' samples.</summary>
internal static class TencentScene
{
    public const string SecretId = "AKIDT8G5AsY1D3MChWooNq1rFSw1fyBVCX9D";
    public const string SecretKey = "pxPgRWDbCy86ZYyqBTDk7WmeRZSmPco0";

    public static readonly TencentOptions Options = new(
        SecretId, SecretKey, Token: null, SignatureMethod.HmacSHA256, CallMethod.Post, TencentOptions.DefaultSignatureHost);

    public static TencentProvider Provider(StubProvider stub, FakeClock? clock = null, TencentOptions? options = null, int lastNonce = 0)
    {
        clock ??= new FakeClock(Curves.At("2017-12-01T11:46:40"));
        var upstream = Accounts.SingleAttempt;
        var client = new TencentClient(
            stub.Client(), Accounts.Channel(clock, upstream), upstream, options ?? Options, new TencentNonce(lastNonce), clock);
        return new TencentProvider(Accounts.Named("qcloud", "tencent"), client, v3: null, clock);
    }

    public static BillingQuery November(params string[] domains) =>
        new(BillingPeriod.MonthOf(Curves.Day("2017-11-01")), Region: null, domains);

    /// <summary>The question of a golden scenario.</summary>
    public static BillingQuery QueryOf(JsonObject request) => new(
        new BillingPeriod(Curves.Day((string)request["start"]!), Curves.Day((string)request["end"]!)),
        Region: null,
        [.. request["domains"]!.AsArray().Select(domain => (string)domain!)]);

    /// <summary>Wire and mapping alone, as the client runs them.</summary>
    public static ProviderResult<ReportedFigures> Parse(ReadOnlySequence<byte> body, BillingQuery query) =>
        TolerantJson.Parse<ReportedFigures>(body, bytes =>
        {
            var answer = TencentWire.Read(bytes);
            return answer.Code == TencentWire.Success
                ? TencentMapping.ToFigures(answer, query, name => name)
                : TencentErrors.Of(answer.Code, answer.CodeDesc, answer.Message);
        });
}
