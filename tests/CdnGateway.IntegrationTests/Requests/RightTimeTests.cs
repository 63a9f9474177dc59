using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Requests;

/// <summary>Every spelling of the 2nd of June 2018, 17:15 in Beijing.</summary>
public sealed class RightTimeTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Theory]
    [InlineData("2018-06-02T17:15:00%2B08:00")]
    [InlineData("2018-06-02T17:15:00+08:00")]
    [InlineData("2018-06-02T17:15+08:00")]
    [InlineData("2018-06-02T17:15:00%2B0800")]
    [InlineData("2018-06-02T17:15:00+08")]
    [InlineData("2018-06-02T17:15:00.000%2B08:00")]
    [InlineData("2018-06-02T17:15:00.0000000+08:00")]
    [InlineData("2018-06-02T09:15:00Z")]
    [InlineData("2018-06-02t09:15:00z")]
    [InlineData("2018-06-02T09:15Z")]
    [InlineData("2018-06-02%2009:15Z")]
    [InlineData("2018-06-02T09:15:00%2B00:00")]
    [InlineData("2018-06-02T09:15:00-00:00")]
    [InlineData("2018-06-02T05:15:00-04:00")]
    [InlineData("2018-06-02T14:45:00%2B05:30")]
    [InlineData("2018-06-02T23:15:00%2B14:00")]
    [InlineData("2018-06-01T21:15:00-12:00")]
    [InlineData("1527930900")]
    [InlineData("1527930900000")]
    [InlineData("2018-06-02%2017:15")]
    [InlineData("2018-06-02+17:15")]
    [InlineData("2018-06-02T17:15")]
    [InlineData("2018-06-02T17:15:00")]
    [InlineData("2018-06-02%2017:15:00.5", "17:20")]
    [InlineData("2018-06-02T17:15:30", "17:20")]
    [InlineData("2018-06-02T17:10:01", "17:15")]
    [InlineData("1527930900001", "17:20")]
    public async Task Start_is_understood_in_every_spelling(string spelling, string first = "17:15")
    {
        var answer = await shared.Gateway.BandwidthFlowAsync($"domain=play.live.com&start={spelling}&end=2018-06-02T17:30");

        var series = answer.BandwidthFlow().Series.Single();
        series.Points[0].Time.ShouldBe(DateTimeOffset.Parse($"2018-06-02T{first}:00+08:00", null));
        series.Points[0].Time.Offset.ShouldBe(TimeSpan.FromHours(8));
        series.Points[^1].Time.ToString("HH:mm", null).ShouldBe("17:25");
        answer.BandwidthFlow().Complete.ShouldBeTrue();
    }

    [Theory]
    [InlineData("2018-06-02")]
    [InlineData("2018-06-01T16:00:00Z")]
    [InlineData("1527868800")]
    public async Task Day_begins_in_Beijing(string spelling)
    {
        var answer = (await shared.Gateway.BandwidthFlowAsync($"domain=play.live.com&start={spelling}&end=2018-06-02T00:10")).BandwidthFlow();

        answer.Series.Single().Points.Select(p => p.Time.ToString("yyyy-MM-dd HH:mm", null)).ShouldBe(["2018-06-02 00:00", "2018-06-02 00:05"]);
    }

    [Theory]
    [InlineData("START=2018-06-02T17:15&End=2018-06-02T17:30&DOMAIN=play.live.com")]
    [InlineData("start=2018-06-02T17:15&end=2018-06-02T17:30&domain=play.live.com&interval=5M&format=JSON&provider=JDCLOUD&account=JD")]
    public async Task Names_and_choices_are_understood_in_any_case(string query) =>
        (await shared.Gateway.BandwidthFlowAsync(query)).BandwidthFlow().Series.Single().Points.Count.ShouldBe(3);
}
