using System.Net;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Quota;

/// <summary>The quota on a real clock. The provider counts too, and refuses what is too often.</summary>
public sealed class QuotaTests
{
    private const int CallsPerMinute = 20;

    /// <summary>Much longer than a busy machine takes to say no, and much shorter than anybody's turn would take to come.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("jd")]
    [InlineData("qcloud")]
    public async Task Of_300_calls_at_once_20_are_sent_and_the_others_are_told_when_to_come_back(string account)
    {
        await using var gateway = await StartAsync();
        var began = TimeProvider.System.GetTimestamp();

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(n => gateway.GetAsync(account == "jd" ? Questions.Hour(n) : Questions.Day(n))));

        var took = TimeProvider.System.GetElapsedTime(began);

        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(CallsPerMinute);
        var refused = answers.Where(a => a.Status != HttpStatusCode.OK).ToList();
        refused.ForEach(a => a.Problem(HttpStatusCode.ServiceUnavailable, "upstream-quota-exhausted").Failures!.Single().Account.ShouldBe(account));
        refused.ShouldAllBe(a => a.Elapsed < AtOnce);
        refused.ShouldAllBe(a => a.RetryAfter <= 61 && a.RetryAfter + took.TotalSeconds > 60); // a minute and a margin after the first 20 left
        var calls = CallsOf(gateway, account);
        calls.Count.ShouldBe(CallsPerMinute);
        calls.ShouldAllBe(call => call.Refusal == null);
    }

    [Fact]
    public async Task Same_question_300_times_at_once_is_one_call_of_the_quota()
    {
        await using var gateway = await StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => gateway.GetAsync(Questions.Hour(0))));

        answers.ShouldAllBe(a => a.BandwidthFlow().Complete);
        CallsOf(gateway, "jd").ShouldHaveSingleItem();
        (await gateway.GetAsync("/api/v1/accounts?account=jd")).Accounts().Accounts.Single().Quota.Remaining.ShouldBe(CallsPerMinute - 1);
    }

    [Fact]
    public async Task Never_more_than_20_are_sent_in_any_60_seconds()
    {
        var settingOut = new SettingOut();
        await using var gateway = await GatewayUnderTest.StartAsync(settingOut.In(new GatewaySetup().With(
            ("Accounts:jd:CallsPerMinute", $"{CallsPerMinute}"), ("Upstream:TotalTimeout", "80s"))));

        var answers = await Task.WhenAll(Enumerable.Range(0, 45).Select(n => gateway.GetAsync(Questions.Hour(n))));

        // 20 now, 20 a minute later, and for the rest the second minute would be too late.
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(2 * CallsPerMinute);
        var calls = CallsOf(gateway, "jd");
        calls.Count.ShouldBe(2 * CallsPerMinute);
        calls.ShouldAllBe(call => call.Verdict == "Ok");
        settingOut.Count.ShouldBe(calls.Count);
        settingOut.ShouldNeverExceed(CallsPerMinute, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Retries_are_counted()
    {
        await using var gateway = await StartAsync();
        gateway.Sandbox.JdCloudFaults.Always(Fault.Status(503));

        var answers = await Task.WhenAll(Enumerable.Range(0, 15).Select(n => gateway.GetAsync(Questions.Hour(n))));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.ServiceUnavailable);
        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(CallsPerMinute);
        (await gateway.GetAsync("/api/v1/accounts?account=jd")).Accounts().Accounts.Single().Quota.Remaining.ShouldBe(0);
    }

    [Fact]
    public async Task Exhausted_account_harms_no_other()
    {
        await using var gateway = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, CallsPerMinute).Select(n => gateway.GetAsync(Questions.Hour(n))));

        var answer = (await gateway.Monthly95Async("month=2018-05")).Monthly95();

        answer.Entries.ShouldAllBe(e => e.Account == "qcloud" && e.Standard != null);
        var failure = answer.Failures.ShouldHaveSingleItem();
        (failure.Account, failure.Code).ShouldBe(("jd", "upstream-quota-exhausted"));
        failure.RetryAfterSeconds!.Value.ShouldBeGreaterThan(0);
    }

    private static Task<GatewayUnderTest> StartAsync() => GatewayUnderTest.StartAsync(
        new GatewaySetup { Sandbox = new() { CallsPerMinute = CallsPerMinute } }.With(
            ("Accounts:jd:CallsPerMinute", $"{CallsPerMinute}"),
            ("Accounts:qcloud:CallsPerMinute", $"{CallsPerMinute}")));

    private static IReadOnlyList<ReceivedCall> CallsOf(GatewayUnderTest gateway, string account) =>
        (account == "jd" ? gateway.Sandbox.JdCloudCalls : gateway.Sandbox.TencentCalls).All;
}
