using System.Net;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Answers;

public sealed class CsvTests
{
    [Fact]
    public async Task Points_are_rows_with_CRLF_and_a_missing_one_has_empty_cells()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Sandbox.SeedDocumentedAnswers();
        gateway.Sandbox.JdCloudSeeds.Hole("play.live.com", "2018-06-02 17:20");

        var answer = await gateway.BandwidthFlowAsync(
            "format=csv&domain=play.live.com&start=2018-06-02T17:10:00%2B08:00&end=2018-06-02T17:25:00%2B08:00");

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        answer.ContentType.ShouldBe("text/csv");
        answer.Header("Content-Disposition").ShouldBe("attachment; filename=\"bandwidth-flow.csv\"");
        answer.Header("X-CdnGateway-Complete").ShouldBe("false");
        answer.Header("X-CdnGateway-Failures").ShouldBeNull();
        answer.Body.ShouldBe(
            "account,provider,domain,time,bandwidthBps,flowBytes\r\n"
            + "jd,jdcloud,play.live.com,2018-06-02T17:10:00+08:00,6396314,239998075\r\n"
            + "jd,jdcloud,play.live.com,2018-06-02T17:15:00+08:00,,\r\n"
            + "jd,jdcloud,play.live.com,2018-06-02T17:20:00+08:00,127999672,4800003441\r\n");
    }

    [Fact]
    public async Task Hours_have_columns_of_their_own()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup().With(("Accounts:jd:MegaUnit", "1")));
        gateway.Sandbox.JdCloudSeeds.WithoutCurve("play.live.com");
        gateway.Sandbox.JdCloudSeeds.Point("play.live.com", "2018-06-01 09:05", "10", "7");

        var answer = await gateway.BandwidthFlowAsync("format=csv&interval=1h&domain=play.live.com&start=2018-06-01T09:00&end=2018-06-01T11:00");

        answer.Body.ShouldBe(
            "account,provider,domain,time,bandwidthBps,flowBytes,peakBandwidthBps,expectedPoints,missingPoints\r\n"
            + "jd,jdcloud,play.live.com,2018-06-01T09:00:00+08:00,10,7,10,12,11\r\n"
            + "jd,jdcloud,play.live.com,2018-06-01T10:00:00+08:00,,,,12,12\r\n");
    }

    [Fact]
    public async Task Month_is_one_row_an_entry_and_what_failed_is_in_the_headers()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Sandbox.SeedDocumentedAnswers();
        gateway.Sandbox.JdCloudFaults.Always(Fault.BusinessError(18));

        var answer = await gateway.Monthly95Async("month=2017-11&format=csv&domain=www.test.com&domain=play.live.com");

        answer.Header("X-CdnGateway-Complete").ShouldBe("false");
        answer.Header("X-CdnGateway-Failures").ShouldBe("jd upstream-rejected");
        const string Figures = "62615912670,2017-11-25T09:55:00+08:00,45011826406,2017-11-29T02:10:00+08:00,,,,,,month-95-valid-days,1,,,,,";
        answer.Body.ShouldBe(
            "month,start,end,region,account,provider,providerAccountId,scope,domain,source,provisional,standardBandwidthBps,standardTime,"
            + "offPeakBandwidthBps,offPeakTime,expectedPoints,receivedPoints,missingPoints,discardedPoints,incompletePoints,"
            + "rule,ruleVersion,lowestBandwidthBps,highestBandwidthBps,offPeakLowestBandwidthBps,offPeakHighestBandwidthBps,sumOf95sBps\r\n"
            + $"2017-11,2017-11-01,2017-11-30,,qcloud,tencent,1250000000,domain,www.test.com,reported,,{Figures}\r\n"
            + $"2017-11,2017-11-01,2017-11-30,,qcloud,tencent,1250000000,all,,reported,,{Figures}\r\n");
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")]
    [InlineData("+1250000000", "'+1250000000")]
    [InlineData("-1", "-1")]
    [InlineData("-1+2", "'-1+2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("12,5", "\"12,5\"")]
    public async Task Cell_that_a_spreadsheet_would_run_is_made_text(string appId, string cell)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup { Sandbox = new() { TencentAppId = appId } });

        var answer = await gateway.Monthly95Async("account=qcloud&month=2018-04&domain=www.test.com&format=csv");

        answer.Body.Split("\r\n")[1].ShouldStartWith($"2018-04,2018-04-01,2018-04-30,,qcloud,tencent,{cell},domain,www.test.com,");
    }

    [Fact]
    public async Task Error_is_a_problem_though_CSV_was_asked_for()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        (await gateway.BandwidthFlowAsync("format=csv&interval=2m")).Problem(HttpStatusCode.BadRequest, "invalid-request");
        (await gateway.BandwidthFlowAsync("format=csv&account=qcloud")).Problem(HttpStatusCode.BadRequest, "not-supported");
    }
}
