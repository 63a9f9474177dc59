using CdnGateway.Features.BandwidthFlow;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Features.BandwidthFlow;

public sealed class BandwidthFlowQueryTests
{
    private const string Now = "2018-06-02T17:36:10";

    [Theory]
    [InlineData("", Now, "2018-06-02T16:35", "2018-06-02T17:35")]
    [InlineData("", "2018-06-02T16:00:00Z", "2018-06-02T23:00", "2018-06-03T00:00")]
    [InlineData("", "2018-06-30T16:04:59Z", "2018-06-30T23:00", "2018-07-01T00:00")]
    [InlineData("?start=2018-06-02T17:15:00%2B08:00&end=2018-06-02T17:30:00%2B08:00", Now, "2018-06-02T17:15", "2018-06-02T17:30")]
    [InlineData("?start=2018-06-02T17:15:00+08:00&end=2018-06-02T17:30:00+08:00", Now, "2018-06-02T17:15", "2018-06-02T17:30")]
    [InlineData("?start=2018-06-02 17:16&end=2018-06-02 17:31", Now, "2018-06-02T17:20", "2018-06-02T17:35")]
    [InlineData("?start=2018-06-02T17:15", Now, "2018-06-02T17:15", "2018-06-02T17:35")]
    [InlineData("?end=2018-06-02T12:00", Now, "2018-06-02T11:00", "2018-06-02T12:00")]
    [InlineData("?start=2018-06-01&end=2018-06-03", Now, "2018-06-01T00:00", "2018-06-02T17:35")]
    [InlineData("?start=1527930900&end=1527931800000", Now, "2018-06-02T17:15", "2018-06-02T17:30")]
    [InlineData("?start=2017-06-02&end=2018-06-03", Now, "2017-06-02T00:00", "2018-06-02T17:35")]
    public void Window_holds_what_was_asked_for_and_has_ended(string query, string now, string start, string end)
    {
        var (read, complaints) = Read(query, now);

        complaints.ShouldBeEmpty();
        read.Window.ShouldBe(Curves.Window(start, end));
    }

    [Theory]
    [InlineData("?start=2018-06-02T17:30&end=2018-06-02T17:15", "start: start must be before end | end: start must be before end")]
    [InlineData("?start=2018-06-02T17:30&end=2018-06-02T17:30", "start: start must be before end | end: start must be before end")]
    [InlineData("?start=2018-06-03&end=2018-06-04", "start: the range lies in the future | end: the range lies in the future")]
    [InlineData("?start=2017-06-01&end=2018-06-03", "start: the range is longer than 366 days | end: the range is longer than 366 days")]
    [InlineData("?start=2018-06-02T17:31&end=2018-06-02T17:34", "start: no five-minute interval both starts in the range and has ended by now | end: no five-minute interval both starts in the range and has ended by now")]
    [InlineData("?start=2018-06-02T17:35&end=2018-06-02T17:40", "start: no five-minute interval both starts in the range and has ended by now | end: no five-minute interval both starts in the range and has ended by now")]
    [InlineData("?start=2018-06-02T17:35", "start: no five-minute interval both starts in the range and has ended by now")]
    public void Range_that_holds_nothing_is_wrong(string query, string complaints) =>
        string.Join(" | ", Read(query, Now).Complaints).ShouldBe(complaints);

    [Theory]
    [InlineData("?start=yesterday&interval=2h&domain=all", new[] { "domain", "interval", "start" })]
    [InlineData("?start=0001-01-01&end=9999-12-31", new[] { "start", "end" })]
    [InlineData("?start=", new[] { "start" })]
    [InlineData("?end=&start=x", new[] { "start", "end" })]
    [InlineData("?month=2017-11", new[] { "month" })]
    [InlineData("?start=2018-06-01&start=2018-06-02", new[] { "start" })]
    public void Wrong_parameters_are_all_told(string query, string[] wrong)
    {
        var reader = Queries.Reader(query, BandwidthFlowParameters.All);
        BandwidthFlowQuery.Read(reader, Curves.At(Now));

        Queries.Wrong(reader).ShouldBe(wrong, ignoreOrder: true);
    }

    [Theory]
    [InlineData("", "FiveMinutes", "5m")]
    [InlineData("?interval=1H", "Hour", "1h")]
    [InlineData("?interval=1d", "Day", "1d")]
    public void Interval_is_read(string query, string granularity, string interval)
    {
        var read = Read(query, Now).Query;

        read.Granularity.ShouldBe(Enum.Parse<Granularity>(granularity));
        read.Interval.ShouldBe(interval);
    }

    private static (BandwidthFlowQuery Query, List<string> Complaints) Read(string query, string now)
    {
        var reader = Queries.Reader(query, BandwidthFlowParameters.All);
        var read = BandwidthFlowQuery.Read(reader, Curves.At(now));
        return (read, [.. Queries.Complaints(reader)]);
    }
}
