using System.Buffers;
using System.Text.Json.Nodes;
using CdnGateway.Providers;
using CdnGateway.Providers.Tencent;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Providers.Tencent;

/// <summary>A Tencent account at API 3.0 whose provider is a stub, on a clock that goes on only while it is waited for.</summary>
internal sealed class TencentV3Scene
{
    /// <summary>Timeouts are none of what this scene plays; while nothing else is due, something is on its way that has not come to set its own timer.</summary>
    private static readonly TimeSpan Never = TimeSpan.FromHours(10);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ShortHop = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestHop = TimeSpan.FromMilliseconds(300);

    public TencentV3Scene(
        Func<TencentV3Request, string> answer, string now = "2018-06-02T17:36", TencentOptions? options = null, UpstreamOptions? upstream = null)
    {
        options ??= Options;
        upstream = (upstream ?? Accounts.SingleAttempt) with { AttemptTimeout = Never, TotalTimeout = 2 * Never };
        Clock = new FakeClock(Curves.At(now));
        Stub = new TencentV3Stub(answer, Clock);
        var account = Accounts.Named("qcloud", "tencent") with { Apis = [options.V3] };
        Channel = Accounts.Channel(Clock, account, upstream);
        Provider = new TencentProvider(
            account, v2: null, new TencentV3Reader(new TencentV3Client(Stub.Client(), Channel, upstream, options, Clock), upstream, Clock), Clock);
    }

    public static TencentOptions Options { get; } = TencentScene.Options with { Api = TencentApis.V3 };

    public TencentV3Stub Stub { get; }

    public FakeClock Clock { get; }

    public UpstreamChannel Channel { get; }

    public TencentProvider Provider { get; }

    public Task<ProviderResult<UsageSeries>> ReadAsync(Curve curve, UsageWindow window) => FinishAsync(Begin(curve, window));

    public Task<ProviderResult<UsageSeries>> Begin(Curve curve, UsageWindow window, CallInterest? interest = null) =>
        Provider.ReadUsageAsync(curve, window, interest ?? CallInterest.OfRequest(), TestContext.Current.CancellationToken);

    /// <summary>Lets time go by, from one thing that is due to the next, until it is over.</summary>
    public async Task<T> FinishAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            await SettleAsync();
            await Turns.UntilAsync(() => task.IsCompleted || Clock.NextDue < Never / 2, LongestHop);
            Clock.Advance(task.IsCompleted ? TimeSpan.Zero : Clock.NextDue ?? TimeSpan.Zero);
        }

        return await task;
    }

    /// <summary>Lets so much time go by, or less if something comes to be so.</summary>
    public async Task PassAsync(Func<bool> condition, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time && !condition(); passed += Step)
        {
            await Turns.UntilAsync(condition, ShortHop);
            Clock.Advance(Step);
        }
    }

    public static async Task SettleAsync()
    {
        for (var i = 0; i < 20; i++)
        {
            await Task.Yield();
        }
    }

    /// <summary>The question of a golden scenario.</summary>
    public static (Curve Curve, UsageWindow Window) Of(JsonObject request) => (
        new Curve((string?)request["domain"] ?? "www.test.com", Enum.Parse<Grade>((string?)request["grade"] ?? nameof(Grade.Billing))),
        Curves.Window((string)request["start"]!, (string)request["end"]!));

    /// <summary>Wire and mapping alone, as the client runs them, of one metric.</summary>
    public static ProviderResult<UsageSeries> Parse(ReadOnlySequence<byte> body, Curve curve, UsageWindow window) =>
        TolerantJson.Parse<UsageSeries>(body, bytes =>
        {
            var metric = curve.Grade == Grade.Billing ? TencentV3Metric.BilledBandwidth : TencentV3Metric.Bandwidth;
            var points = new TencentV3Points(new TencentV3Question(metric, [curve.Domain], window, curve.Region));
            var answer = TencentV3Wire.Read(bytes, points);
            return answer.Code is { } code ? TencentV3Errors.Of(code, answer.Message) : TencentV3Mapping.ToSeries(window, points.Curves[curve.Domain]);
        });
}
