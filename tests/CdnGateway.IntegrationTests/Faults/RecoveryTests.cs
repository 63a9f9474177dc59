using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Faults;

/// <summary>A provider that fails twice and then answers.</summary>
public sealed class RecoveryTests
{
    private const string Hang = "hang";

    private static readonly GatewaySetup TwoRetries = new GatewaySetup().With(("Upstream:MaxRetries", "2"));

    private static readonly Dictionary<string, Fault> OfBoth = new(StringComparer.Ordinal)
    {
        ["503"] = Fault.Status(503),
        ["429, in a second"] = Fault.Status(429, null, "1"),
        ["reset before the answer"] = Fault.ResetBeforeAnswer(),
        ["cut off"] = Fault.CutOffBody(),
        [Hang] = Fault.Hang(),
    };

    private static readonly Dictionary<string, Fault> OfJd = new(OfBoth, StringComparer.Ordinal)
    {
        ["-1"] = Fault.BusinessError(-1),
        ["8"] = Fault.BusinessError(8),
    };

    private static readonly Dictionary<string, Fault> OfTencent = new(OfBoth, StringComparer.Ordinal)
    {
        ["6000"] = Fault.BusinessError(6000, "internal"),
        ["4400"] = Fault.BusinessError(4400, "too often"),
        ["4000 with 9151"] = Fault.BusinessError(4000, "(9151)internal", 9151),
    };

    public static TheoryData<string> JdNames => [.. OfJd.Keys];

    public static TheoryData<string> TencentNames => [.. OfTencent.Keys];

    [Theory]
    [MemberData(nameof(JdNames))]
    public async Task JD_that_fails_twice_and_then_answers_is_a_whole_answer(string name)
    {
        var timeouts = new HeldTimeouts();
        await using var gateway = await GatewayUnderTest.StartAsync(On(timeouts));
        gateway.Sandbox.JdCloudFaults.Enqueue(OfJd[name]);
        gateway.Sandbox.JdCloudFaults.Enqueue(OfJd[name]);

        var asking = gateway.BandwidthFlowAsync("domain=play.live.com");
        await GiveUpAsync(name, gateway.Sandbox.JdCloudCalls, timeouts);

        (await asking).BandwidthFlow().Complete.ShouldBeTrue();

        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(3);
        AttemptsLogged(gateway).ShouldBe([1, 2, 3]);
    }

    [Theory]
    [MemberData(nameof(TencentNames))]
    public async Task Tencent_that_fails_twice_and_then_answers_is_a_whole_answer_and_every_attempt_is_signed_anew(string name)
    {
        var timeouts = new HeldTimeouts();
        await using var gateway = await GatewayUnderTest.StartAsync(On(timeouts));
        gateway.Sandbox.TencentFaults.Enqueue(OfTencent[name]);
        gateway.Sandbox.TencentFaults.Enqueue(OfTencent[name]);

        var asking = gateway.Monthly95Async("domain=www.test.com&month=2017-11");
        await GiveUpAsync(name, gateway.Sandbox.TencentCalls, timeouts);

        (await asking).Monthly95().Complete.ShouldBeTrue();

        var calls = gateway.Sandbox.TencentCalls.All;
        calls.Count.ShouldBe(3);
        calls.ShouldAllBe(call => call.Refusal == null); // the stand-in verifies a call also when a fault answers it
        Different(calls, "Nonce").ShouldBe(3);
        Different(calls, "Signature").ShouldBe(3);
        AttemptsLogged(gateway).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Timestamp_is_that_of_the_attempt()
    {
        var clock = new StandingClock("2018-06-02 12:00:00");
        await using var gateway = await GatewayUnderTest.StartAsync(TwoRetries with { Time = clock });
        gateway.Sandbox.TencentFaults.Enqueue(Fault.Status(503), _ => Moved(clock, "2018-06-02 12:00:07"));

        (await gateway.Monthly95Async("domain=www.test.com&month=2017-11")).Monthly95().Complete.ShouldBeTrue();

        var times = gateway.Sandbox.TencentCalls.All.Select(call => long.Parse(call.Parameters["Timestamp"], null)).ToList();
        (times[1] - times[0]).ShouldBe(7);
    }

    private static GatewaySetup On(HeldTimeouts timeouts) => (TwoRetries with { Time = timeouts }).With(HeldTimeouts.Setting, HeldTimeouts.Total);

    /// <summary>What hangs, as often as it does.</summary>
    private static async Task GiveUpAsync(string name, CallLog calls, HeldTimeouts timeouts)
    {
        for (var call = 1; name == Hang && call <= 2; call++)
        {
            await calls.WaitForAsync(call, TestContext.Current.CancellationToken);
            timeouts.Expire();
        }
    }

    private static bool Moved(StandingClock clock, string beijing)
    {
        clock.Set(beijing);
        return true;
    }

    private static IEnumerable<int> AttemptsLogged(GatewayUnderTest gateway) => gateway.Log.Of(2000).Select(e => (int)e.Values["Attempt"]!);

    private static int Different(IEnumerable<ReceivedCall> calls, string name) =>
        calls.Select(call => call.Parameters[name]).Distinct(StringComparer.Ordinal).Count();
}
