using System.Globalization;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox;

namespace CdnGateway.IntegrationTests.Answers;

public sealed class RangeTests
{
    [Fact]
    public async Task No_range_is_the_last_hour_of_whole_intervals()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var answer = (await gateway.GetAsync("/api/v1/bandwidth-flow?domain=play.live.com")).BandwidthFlow();

        answer.Start.ShouldBe(DateTimeOffset.Parse("2018-06-02T16:35:00+08:00", null));
        answer.End.ShouldBe(DateTimeOffset.Parse("2018-06-02T17:35:00+08:00", null));
        answer.Series.Single().Points.Count.ShouldBe(12);
        answer.Complete.ShouldBeTrue();
        var call = gateway.Sandbox.JdCloudCalls.All.ShouldHaveSingleItem();
        call.Parameters["start_time"].ShouldBe("2018-06-02 16:40");
        call.Parameters["end_time"].ShouldBe("2018-06-02 17:35");
    }

    [Fact]
    public async Task Range_into_the_future_ends_with_the_last_interval_that_is_over()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var answer = (await gateway.BandwidthFlowAsync("domain=play.live.com&start=2018-06-02T17:00&end=2018-06-03")).BandwidthFlow();

        answer.End.ShouldBe(DateTimeOffset.Parse("2018-06-02T17:35:00+08:00", null));
        answer.Series.Single().Summary.ExpectedPoints.ShouldBe(7);
        answer.Complete.ShouldBeFalse(); // a part of what was asked for has not happened yet
    }

    [Fact]
    public async Task Unaligned_edges_take_the_intervals_that_start_between_them()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var answer = (await gateway.BandwidthFlowAsync("domain=play.live.com&start=2018-06-02T16:01:30&end=2018-06-02T16:10:01")).BandwidthFlow();

        answer.Series.Single().Points.Select(p => p.Time.ToString("HH:mm", null)).ShouldBe(["16:05", "16:10"]);
    }

    [Fact]
    public async Task Month_of_31_days_takes_two_calls_a_domain_none_longer_than_30_days_and_without_a_seam()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var answer = (await gateway.Monthly95Async("account=jd&month=2018-05")).Monthly95();

        answer.Entries.Select(e => e.Samples!.Received).ShouldBe([8928, 8928, 8928]);
        answer.Complete.ShouldBeTrue();
        foreach (var calls in gateway.Sandbox.JdCloudCalls.All.GroupBy(call => call.Parameters["domain"], StringComparer.Ordinal))
        {
            var spans = calls.Select(call => (From: Label(call, "start_time"), To: Label(call, "end_time"))).Order().ToList();
            spans.Count.ShouldBe(2);
            spans.ShouldAllBe(span => span.To - span.From <= TimeSpan.FromDays(30));
            (spans[0].From, spans[1].To).ShouldBe((new DateTime(2018, 5, 1, 0, 5, 0), new DateTime(2018, 6, 1, 0, 0, 0)));
            (spans[1].From - spans[0].To).ShouldBe(TimeSpan.FromMinutes(5));
        }

        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(4);
        gateway.Sandbox.JdCloudCalls.All.ShouldAllBe(call => call.Verdict == "Ok");
    }

    [Fact]
    public async Task Month_of_30_days_takes_one_call_a_domain()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        (await gateway.Monthly95Async("account=jd&month=2018-04&domain=vod.live.com")).Monthly95().Complete.ShouldBeTrue();

        gateway.Sandbox.JdCloudCalls.All.ShouldHaveSingleItem().Verdict.ShouldBe("Ok");
    }

    private static DateTime Label(ReceivedCall call, string name) =>
        DateTime.ParseExact(call.Parameters[name], "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
