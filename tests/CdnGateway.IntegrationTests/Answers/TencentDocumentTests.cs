using System.Net;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Tencent;

namespace CdnGateway.IntegrationTests.Answers;

/// <summary>The answer that Tencent's document prints, through the gateway.</summary>
public sealed class TencentDocumentTests
{
    private static readonly SandboxOptions OneHost = new() { TencentDomains = ["www.test.com"], TencentAppId = "125XXXXXX" };

    [Fact]
    public async Task Figures_of_the_document_are_told_for_the_domain_and_for_all()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup { Sandbox = OneHost });
        gateway.Sandbox.SeedDocumentedAnswers();

        var answer = await gateway.Monthly95Async("account=qcloud&month=2017-11");

        const string Figures = """
            "source":"reported",
            "standard":{"bandwidthBps":62615912670,"time":"2017-11-25T09:55:00+08:00"},
            "offPeak":{"bandwidthBps":45011826406,"time":"2017-11-29T02:10:00+08:00"},
            "freshness":{"fetchedAt":"2018-06-02T17:36:00+08:00","source":"provider","newestPoint":null},
            "rule":{"name":"month-95-valid-days","version":1}
            """;
        var expected = $$"""
            {"month":"2017-11","start":"2017-11-01","end":"2017-11-30","region":null,"complete":true,"entries":[
            {"account":"qcloud","provider":"tencent","providerAccountId":"125XXXXXX","scope":"domain","domain":"www.test.com",{{Figures}}},
            {"account":"qcloud","provider":"tencent","providerAccountId":"125XXXXXX","scope":"all","domain":null,{{Figures}}}],"failures":[]}
            """;
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        answer.Body.ShouldBe(expected.ReplaceLineEndings(""));
    }

    [Fact]
    public async Task Month_is_asked_by_its_first_and_last_day()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Sandbox.SeedDocumentedAnswers();

        await gateway.Monthly95Async("account=qcloud&month=2017-11&domain=www.test.com");

        var call = gateway.Sandbox.TencentCalls.All.ShouldHaveSingleItem();
        call.Verdict.ShouldBe("Ok");
        call.Path.ShouldBe("/v2/index.php");
        call.Parameters["Action"].ShouldBe("GetTimeBandwidth");
        call.Parameters["start"].ShouldBe("2017-11-01");
        call.Parameters["end"].ShouldBe("2017-11-30");
        call.Parameters["hosts.0"].ShouldBe("www.test.com");
        call.Parameters.ContainsKey("type").ShouldBeFalse();
    }

    [Fact]
    public async Task Eleven_domains_are_signed_in_ordinal_order_and_each_has_its_figure()
    {
        string[] domains = [.. Enumerable.Range(0, 11).Select(n => $"h{n}.test.com")];
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup { Sandbox = new() { TencentDomains = domains } });

        var answer = (await gateway.Monthly95Async($"month=2017-11&{string.Join('&', domains.Select(d => $"domain={d}"))}")).Monthly95();

        gateway.Sandbox.TencentCalls.All.ShouldHaveSingleItem().Verdict.ShouldBe("Ok");
        answer.Entries.Select(e => e.Domain).ShouldBe([.. domains, null]);
        answer.Entries.ShouldAllBe(e => e.Standard!.BandwidthBps > 0);
        answer.Complete.ShouldBeTrue();
    }

    [Fact]
    public async Task Average_of_daily_peaks_has_a_figure_and_no_time()
    {
        var sandbox = new SandboxOptions { TencentContract = TencentContract.AverageOfDailyPeaks };
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup { Sandbox = sandbox });
        gateway.Sandbox.TencentSeeds.Month("www.test.com", "2017-11", new TencentFigures("\"62615912670\"", ""));

        var entry = (await gateway.Monthly95Async("domain=www.test.com&month=2017-11")).Monthly95().Entries[0];

        entry.Standard!.BandwidthBps.ShouldBe(62615912670);
        entry.Standard.Time.ShouldBeNull();
        entry.OffPeak.ShouldBeNull();
    }

    [Fact]
    public async Task Empty_month_of_a_PHP_back_end_gives_entries_without_a_figure()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup { Sandbox = OneHost });
        gateway.Sandbox.TencentSeeds.Nothing("www.test.com", "2017-11");

        var answer = (await gateway.Monthly95Async("account=qcloud&month=2017-11")).Monthly95();

        answer.Complete.ShouldBeFalse();
        answer.Entries.Select(e => (e.Scope, e.Domain)).ShouldBe([("domain", "www.test.com"), ("all", null)]);
        answer.Entries.ShouldAllBe(e => e.Standard == null && e.ProviderAccountId == null);
        answer.Failures.ShouldBeEmpty();
    }
}
