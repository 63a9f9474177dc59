using CdnGateway.Providers;
using CdnGateway.Providers.Tencent;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Providers.Tencent;

public sealed class TencentV3RequestTests
{
    private static readonly Curve Billed = new("www.test.com", Grade.Billing);

    [Fact]
    public async Task Operational_points_are_asked_for_by_metric_with_both_ends_as_labels_of_intervals()
    {
        var scene = new TencentV3Scene(TencentV3Stub.Steady);

        await scene.ReadAsync("www.test.com", Curves.Window("2018-06-01T00:00", "2018-06-02T00:00"));

        scene.Stub.Requests.Select(r => r.Action).ShouldAllBe(action => action == "DescribeCdnData");
        scene.Stub.Requests.Select(r => r.Body).Order(StringComparer.Ordinal).ShouldBe(
        [
            """{"StartTime":"2018-06-01 00:00:00","EndTime":"2018-06-01 23:55:00","Metric":"bandwidth","Interval":"5min","TimeZone":"UTC+08:00","Domains":["www.test.com"],"Detail":true}""",
            """{"StartTime":"2018-06-01 00:00:00","EndTime":"2018-06-01 23:55:00","Metric":"flux","Interval":"5min","TimeZone":"UTC+08:00","Domains":["www.test.com"],"Detail":true}""",
        ]);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("Mainland", ",\"Area\":\"mainland\"")]
    [InlineData("Overseas", ",\"Area\":\"overseas\"")]
    public async Task Billed_points_take_one_call_for_the_bandwidth_of_a_region(string? region, string area)
    {
        var scene = new TencentV3Scene(TencentV3Stub.Steady);
        var curve = Billed with { Region = region is null ? null : Enum.Parse<Region>(region) };

        var result = await scene.ReadAsync(curve, Curves.Window("2018-06-01T00:00", "2018-06-01T00:05"));

        var request = scene.Stub.Requests.ShouldHaveSingleItem();
        request.Action.ShouldBe("DescribeBillingData");
        request.Body.ShouldBe(
            "{\"StartTime\":\"2018-06-01 00:00:00\",\"EndTime\":\"2018-06-01 00:00:00\",\"Metric\":\"bandwidth\",\"Interval\":\"5min\",\"TimeZone\":\"UTC+08:00\",\"Domain\":\"www.test.com\""
            + area + "}");
        (result.Value!.BandwidthAt(0), result.Value.FlowAt(0)).ShouldBe((8_000_000, 300_000_000));
    }

    [Fact]
    public async Task Request_is_signed_byte_for_byte_as_it_is_sent()
    {
        var scene = new TencentV3Scene(TencentV3Stub.Steady, options: TencentV3Scene.Options with { Token = "sts/token+1=", V3SignatureHost = "cdn.example.com" });

        await scene.ReadAsync(Billed, Curves.Window(3));

        var request = scene.Stub.Requests.ShouldHaveSingleItem();
        var now = Curves.At("2018-06-02T17:36");
        request.Uri.ShouldBe(new Uri("https://provider.example/"));
        request.Headers["Content-Type"].ShouldBe("application/json");
        request.Headers["X-TC-Version"].ShouldBe("2018-06-06");
        request.Headers["X-TC-Token"].ShouldBe("sts/token+1=");
        request.Headers["X-TC-Timestamp"].ShouldBe($"{now.ToUnixTimeSeconds()}");
        request.Headers.ContainsKey("Host").ShouldBeFalse();
        request.Headers["Authorization"].ShouldBe(Tc3Signer.Authorization(
            new Tc3Request("POST", "cdn.example.com", "application/json", "", request.Bytes, "DescribeBillingData"),
            "cdn",
            now,
            TencentScene.SecretId,
            TencentScene.SecretKey));
    }

    [Fact]
    public async Task Early_in_the_morning_of_Beijing_the_scope_has_the_day_before()
    {
        var scene = new TencentV3Scene(TencentV3Stub.Steady, now: "2018-06-03T00:30");

        await scene.ReadAsync(Billed, Curves.Window(3));

        scene.Stub.Requests[0].Headers["Authorization"].ShouldStartWith($"TC3-HMAC-SHA256 Credential={TencentScene.SecretId}/2018-06-02/cdn/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature=");
        scene.Stub.Requests[0].Headers.ContainsKey("X-TC-Token").ShouldBeFalse();
    }

    [Fact]
    public async Task Another_attempt_is_signed_with_its_own_time()
    {
        var answers = new Queue<string>([TencentV3Stub.Error("RequestLimitExceeded")]);
        var scene = new TencentV3Scene(r => answers.TryDequeue(out var error) ? error : TencentV3Stub.Steady(r), upstream: new UpstreamOptions());

        (await scene.ReadAsync(Billed, Curves.Window(3))).IsSuccess.ShouldBeTrue();

        scene.Stub.Requests.Select(r => r.Headers["X-TC-Timestamp"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
        scene.Stub.Requests.Select(r => r.Headers["Authorization"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
    }

    [Fact]
    public async Task Expired_signature_is_tried_once_more()
    {
        var scene = new TencentV3Scene(_ => TencentV3Stub.Error("AuthFailure.SignatureExpire"), upstream: new UpstreamOptions());

        (await scene.ReadAsync(Billed, Curves.Window(3))).Failure!.Kind.ShouldBe(FailureKind.AuthFailed);

        scene.Stub.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Provider_that_repeats_the_request_repeats_no_secret()
    {
        var scene = new TencentV3Scene(r => TencentV3Stub.Error("AuthFailure.SignatureFailure", $"got {r.Headers["Authorization"]} for {TencentScene.SecretKey}"));

        var failure = (await scene.ReadAsync(Billed, Curves.Window(3))).Failure!;

        var authorization = scene.Stub.Requests[0].Headers["Authorization"];
        foreach (var secret in new[] { TencentScene.SecretId, TencentScene.SecretKey, Tc3Signer.SignatureOf(authorization) })
        {
            failure.ToString().ShouldNotContain(secret);
        }

        failure.ProviderMessage.ShouldNotBeNull();
    }

    [Fact]
    public async Task Secret_as_a_code_is_blacked_out()
    {
        var scene = new TencentV3Scene(_ => TencentV3Stub.Error(TencentScene.SecretId));

        (await scene.ReadAsync(Billed, Curves.Window(3))).Failure!.ToString().ShouldNotContain(TencentScene.SecretId);
    }

    [Fact]
    public async Task Interval_that_lacks_one_of_the_metrics_has_no_point()
    {
        var scene = new TencentV3Scene(r => TencentV3Stub.Steady(r).Replace(
            r.Metric == "flux" ? "\"2018-06-01 00:00:00\",\"Value\":300000000" : "\"2018-06-01 00:05:00\",\"Value\":8000000",
            "\"2018-06-01 00:10:00\",\"Value\":null",
            StringComparison.Ordinal));

        var series = (await scene.ReadAsync("www.test.com", Curves.Window(3))).Value!;

        Enumerable.Range(0, 3).Select(series.Has).ShouldBe([false, false, true]);
    }

    [Fact]
    public void Account_can_do_what_its_apis_can()
    {
        var v3 = new TencentV3Scene(TencentV3Stub.Steady).Provider;
        var clock = new FakeClock();
        var v2 = TencentScene.Provider(StubProvider.Json("{}"), clock);

        v3.Capabilities.ShouldBe(Capabilities.Usage | Capabilities.BillingUsage | Capabilities.Regions);
        v3.MostIntervalsPerCall.ShouldBe(31 * 288);
        v2.Capabilities.ShouldBe(Capabilities.ReportedFigures | Capabilities.ReportsAccount | Capabilities.Regions);
    }

    [Fact]
    public async Task Account_at_3_0_alone_has_no_finished_month()
    {
        var scene = new TencentV3Scene(TencentV3Stub.Steady);

        (await scene.Provider.ReadReportedFiguresAsync(TencentScene.November(), TestContext.Current.CancellationToken))
            .Failure!.Kind.ShouldBe(FailureKind.NotSupported);
    }
}
