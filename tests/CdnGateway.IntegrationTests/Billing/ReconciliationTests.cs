using System.Net;
using CdnGateway.Contracts;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox.Billing;
using CdnGateway.Sandbox.Faults;
using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.IntegrationTests.Billing;

/// <summary>Both providers' bills against their own points, over real sockets. It is the 2nd of June 2018, 17:36.</summary>
public sealed class ReconciliationTests
{
    private const string Question = $"/api/v1/monthly-95/reconciliation?month={Deviation.Month}";

    public static TheoryData<string, string> Single => Of(Deviation.Single);

    public static TheoryData<string, string> Pairs => Of(Deviation.Pairs);

    [Fact]
    public async Task Bill_that_is_as_documented_is_equal_everywhere()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);

        var answer = (await gateway.GetAsync(Question)).Reconciliation();

        answer.Complete.ShouldBeTrue();
        answer.Entries.Select(e => (e.Account, e.Scope, e.Domain)).ShouldBe(
        [
            ("jd", "domain", "play.live.com"), ("jd", "domain", "vod.live.com"), ("jd", "all", null),
            ("qcloud", "domain", "img.test.com"), ("qcloud", "domain", "www.test.com"), ("qcloud", "all", null),
        ]);
        answer.Entries.ShouldAllBe(e => e.Verdict == "equal" && e.Causes.Count == 0 && e.ReportedBps > 0 && e.ComputedTime != null);
        answer.Entries.Select(e => e.Rule.Name).Distinct(StringComparer.Ordinal).ShouldBe(["month-95", "month-95-valid-days"]);
    }

    [Theory]
    [MemberData(nameof(Single))]
    public async Task Deviation_is_named_and_explains_everything(string name, string account)
    {
        var deviation = Deviation.Single.Single(d => d.Name == name);
        await using var gateway = await Deviation.StartAsync(deviation.Traffic);
        Bill(gateway, account, deviation);

        var entry = Entry((await gateway.GetAsync($"{Question}&account={account}")).Reconciliation(), deviation.Scope);

        ShouldBeExplained(entry, deviation);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Two_deviations_are_both_named(string name, string account)
    {
        var deviation = Deviation.Pairs.Single(d => d.Name == name);
        await using var gateway = await Deviation.StartAsync(deviation.Traffic);
        Bill(gateway, account, deviation);

        var entry = Entry((await gateway.GetAsync($"{Question}&account={account}")).Reconciliation(), deviation.Scope);

        ShouldBeExplained(entry, deviation);
    }

    [Theory]
    [InlineData("jd", true)]
    [InlineData("qcloud", false)]
    public async Task Days_that_count_otherwise_are_named(string account, bool onlyValidDays)
    {
        await using var gateway = await Deviation.StartAsync(Deviation.WithQuietDays);
        var deviation = new Deviation("valid-days", ["valid-days"], new() { OnlyValidDays = onlyValidDays });
        Bill(gateway, account, deviation);

        ShouldBeExplained(Entry((await gateway.GetAsync($"{Question}&account={account}")).Reconciliation(), "domain"), deviation);
    }

    [Theory]
    [InlineData("jd")]
    [InlineData("qcloud")]
    public async Task Unknown_deviation_is_never_given_a_name(string account)
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);
        Bill(gateway, account, new Deviation("markup", [], new() { MarkupPercent = 3 }));

        var entries = (await gateway.GetAsync($"{Question}&account={account}")).Reconciliation().Entries;

        entries.Count.ShouldBe(3);
        entries.ShouldAllBe(e => e.Verdict == "unexplained" && e.Causes.Count == 0 && e.DifferencePercent > 2.9m && e.DifferencePercent < 3.1m);
    }

    [Fact]
    public async Task Account_with_one_of_the_two_figures_says_which_is_not_there()
    {
        await using var reports = await Deviation.StartAsync(DayNightCurve.BitsPerSecond, ("Accounts:qcloud:Api", "V2"));
        await using var points = await Deviation.StartAsync(DayNightCurve.BitsPerSecond, ("Accounts:qcloud:Api", "V3"));

        var reported = (await reports.GetAsync($"{Question}&account=qcloud&domain=www.test.com")).Reconciliation().Entries[0];
        var computed = (await points.GetAsync($"{Question}&account=qcloud&domain=www.test.com")).Reconciliation().Entries[0];

        (reported.Verdict, reported.ReportedBps > 0, reported.ComputedBps, reported.Reason).ShouldBe(
            ("not-comparable", true, null, "The account's API gives no points to compute from."));
        (computed.Verdict, computed.ReportedBps, computed.ComputedBps > 0, computed.Reason).ShouldBe(
            ("not-comparable", null, true, "The account's API reports no figure of its own."));
    }

    [Fact]
    public async Task Running_month_has_nothing_to_reconcile_and_nobody_is_asked()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);

        var problem = (await gateway.GetAsync("/api/v1/monthly-95/reconciliation?month=2018-06")).Problem(HttpStatusCode.BadRequest, "month-not-settled");

        problem.Detail.ShouldContain("forecast");
        (gateway.Sandbox.JdCloudCalls.Count + gateway.Sandbox.TencentCalls.Count + gateway.Sandbox.TencentV3Calls.Count).ShouldBe(0);
    }

    [Fact]
    public async Task Account_that_fails_takes_no_other_down()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond, ("Upstream:MaxRetries", "0"));
        await gateway.Sandbox.StopTencentAsync();

        var answer = (await gateway.GetAsync(Question)).Reconciliation();

        answer.Complete.ShouldBeFalse();
        answer.Failures.ShouldHaveSingleItem().Account.ShouldBe("qcloud");
        answer.Entries.Where(e => e.Account == "jd").Select(e => e.Verdict).ShouldBe(["equal", "equal", "equal"]);
        answer.Entries.Where(e => e.Account == "qcloud").Select(e => (e.Verdict, e.ReportedBps)).Distinct().ShouldBe([("not-comparable", null)]);
    }

    [Theory]
    [InlineData(true, "explained")]
    [InlineData(false, "unexplained")]
    public async Task Difference_stays_one_when_the_hours_around_the_month_cannot_be_had(bool isKnown, string verdict)
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);
        gateway.Sandbox.JdCloudBilling.Deviate(isKnown ? new() { OtherUnitBase = true } : new() { MarkupPercent = 3 });
        await gateway.Monthly95Async("account=jd&month=2018-05&source=reported&source=computed"); // what is kept needs no provider
        gateway.Sandbox.JdCloudFaults.Always(Fault.BusinessError(18));

        var answer = (await gateway.GetAsync($"{Question}&account=jd")).Reconciliation();

        answer.Entries.Count.ShouldBe(3);
        answer.Entries.ShouldAllBe(e => e.Verdict == verdict && e.ComputedBps > 0 && e.Bounds == null);
        answer.Entries.SelectMany(e => e.Causes).Select(c => c.Cause).ShouldBe(Enumerable.Repeat("unit-base", isKnown ? 3 : 0));
        answer.Complete.ShouldBe(isKnown);
        answer.Failures.Any(f => f.Code == "upstream-rejected").ShouldBe(!isKnown);
    }

    [Theory]
    [InlineData("average-daily-peak-calendar")]
    [InlineData("fourth-daily-peak")]
    public async Task Contract_that_is_billed_otherwise_is_asked_for_its_own_figure(string rule)
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond, ("Accounts:jd:Contract:Rule", rule));

        var answer = (await gateway.GetAsync($"{Question}&account=jd")).Reconciliation();

        answer.Entries.Count.ShouldBe(3);
        answer.Entries.ShouldAllBe(e => e.Verdict == "equal" && e.Rule.Name == rule);
    }

    [Theory]
    [InlineData("jd", "play.live.com", "vod.live.com")]
    [InlineData("qcloud", "www.test.com", "img.test.com")]
    public async Task Domain_that_was_billed_and_not_asked_for_is_named_where_its_points_are_kept(string account, string asked, string billed)
    {
        string[] more = account == "jd" ? ["third.live.com"] : ["third.test.com"];
        await using var gateway = await Deviation.StartAsync(
            DayNightCurve.BitsPerSecond, more, (account == "jd" ? "Accounts:jd:Domains:2" : "Accounts:qcloud:Domains:2", more[0]));
        (account == "jd" ? gateway.Sandbox.JdCloudBilling : gateway.Sandbox.TencentBilling).Deviate(BillingScript.Overlay, new() { OverlayWith = [billed] });
        await gateway.Monthly95Async($"account={account}&month={Deviation.Month}&source=computed"); // keeps the points of all

        var entries = (await gateway.GetAsync($"{Question}&account={account}&domain={asked}&domain={more[0]}")).Reconciliation().Entries;

        var all = entries.Single(e => e.Scope == "all");
        all.Verdict.ShouldBe("explained", all.ToString());
        all.Causes.ShouldHaveSingleItem().Cause.ShouldBe("domain-set");
        all.Causes[0].Detail.ShouldContain($"with {billed} added");
        entries.Where(e => e.Scope == "domain").Select(e => e.Verdict).ShouldBe(["equal", "equal"]);
    }

    [Fact]
    public async Task Domain_that_the_provider_reports_and_nobody_listed_is_reconciled_too()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond, ("Accounts:qcloud:Domains:1", null));

        var answer = (await gateway.GetAsync($"{Question}&account=qcloud")).Reconciliation();

        answer.Complete.ShouldBeTrue();
        answer.Entries.Select(e => (e.Domain, e.Verdict)).ShouldBe([("img.test.com", "equal"), ("www.test.com", "equal"), (null, "equal")]);
    }

    [Fact]
    public async Task Names_of_the_provider_s_that_are_no_domains_are_not_asked_for_and_their_account_has_no_sum()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond, ["plain"], ("Accounts:qcloud:Domains:2", null), ("Accounts:jd:Domains:2", null));

        var answer = (await gateway.GetAsync($"{Question}&account=qcloud")).Reconciliation();

        answer.Complete.ShouldBeFalse();
        answer.Failures.ShouldHaveSingleItem().Detail.ShouldStartWith("The provider reports 1 domain(s) that the account does not list");
        answer.Entries.Single(e => e.Domain == "www.test.com").Verdict.ShouldBe("equal");
        (answer.Entries.Single(e => e.Domain == "plain").Verdict, answer.Entries[^1].Scope, answer.Entries[^1].Verdict).ShouldBe(("not-comparable", "all", "not-comparable"));
        gateway.Sandbox.TencentV3Calls.All.ShouldAllBe(call => call.Parameters["Domain"] != "plain");
    }

    [Fact]
    public async Task Answer_that_looked_into_hours_that_may_still_change_is_not_kept_for_long()
    {
        await using var gateway = await Deviation.StartAsync("2018-06-01 03:01:00", DayNightCurve.BitsPerSecond, [("Accounts:jd:SettleAfter", "0s")]);
        gateway.Sandbox.JdCloudBilling.Deviate(new BillingDeviations { MarkupPercent = 3 });

        var answer = await gateway.GetAsync($"{Question}&account=jd");

        answer.Reconciliation().Entries.ShouldAllBe(e => e.Verdict == "unexplained");
        int.Parse(answer.Header("Cache-Control")!.Split("max-age=")[1].Split(',')[0], null).ShouldBeLessThanOrEqualTo(300);
    }

    [Fact]
    public async Task Domain_without_a_reported_figure_says_so_whatever_became_of_the_others()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);
        gateway.Sandbox.TencentSeeds.Nothing("img.test.com", Deviation.Month);

        var entries = (await gateway.GetAsync($"{Question}&account=qcloud")).Reconciliation().Entries;

        var silent = entries.Single(e => e.Domain == "img.test.com");
        (silent.Verdict, silent.Reason, silent.ComputedBps > 0).ShouldBe(("not-comparable", "The provider reports no figure for this domain.", true));
        entries.Single(e => e.Domain == "www.test.com").Verdict.ShouldBe("equal");
    }

    [Fact]
    public async Task Bill_is_of_a_month_at_the_most()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);

        var problem = (await gateway.GetAsync("/api/v1/monthly-95/reconciliation?start=2018-04-01&end=2018-05-02")).Problem(HttpStatusCode.BadRequest, "invalid-request");

        problem.Errors!["end"].ShouldBe(["the days are more than 31"]);
    }

    [Fact]
    public async Task Table_for_a_spreadsheet_has_a_row_a_figure()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);
        gateway.Sandbox.JdCloudBilling.Deviate("vod.live.com", new BillingDeviations { OtherUnitBase = true });

        var answer = await gateway.GetAsync($"{Question}&account=jd&format=csv");

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        var rows = answer.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        rows.Length.ShouldBe(4);
        rows[0].ShouldStartWith("month,start,end,region,account,provider,scope,domain,rule,ruleVersion,reportedBps,");
        rows[1].ShouldContain(",equal,");
        rows[2].ShouldContain(",explained,,unit-base,");
    }

    private static void ShouldBeExplained(ReconciliationEntry entry, Deviation deviation)
    {
        entry.Verdict.ShouldBe("explained", entry.ToString());
        entry.Causes.Select(c => c.Cause).Order(StringComparer.Ordinal).ShouldBe(deviation.Causes.Order(StringComparer.Ordinal), string.Join(" | ", entry.Causes));
        Math.Abs(entry.Causes.Sum(c => c.ExplainedBps) - entry.DifferenceBps!.Value).ShouldBeLessThanOrEqualTo(2 * 10_486);
        entry.Causes.ShouldAllBe(c => c.Detail.Length > 20);
    }

    private static ReconciliationEntry Entry(ReconciliationResponse answer, string scope) => answer.Entries.First(e => e.Scope == scope);

    private static void Bill(GatewayUnderTest gateway, string account, Deviation deviation)
    {
        var bills = deviation.Causes is ["domain-set"]
            ? deviation.Bills with { OverlayWithout = [account == "jd" ? "vod.live.com" : "img.test.com"] }
            : deviation.Bills;
        (account == "jd" ? gateway.Sandbox.JdCloudBilling : gateway.Sandbox.TencentBilling).Deviate(bills);
    }

    private static TheoryData<string, string> Of(IEnumerable<Deviation> deviations)
    {
        var rows = new TheoryData<string, string>();
        foreach (var deviation in deviations)
        {
            rows.Add(deviation.Name, "jd");
            rows.Add(deviation.Name, "qcloud");
        }

        return rows;
    }
}
