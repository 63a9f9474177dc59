using CdnGateway.Features.Monthly95;
using CdnGateway.UnitTests.Usage;

namespace CdnGateway.UnitTests.Features.Monthly95;

public sealed class Monthly95QueryTests
{
    [Theory]
    [InlineData("?month=2017-11", "2017-11-01", "2017-11-30")]
    [InlineData("?month=2017-12", "2017-12-01", "2017-12-31")]
    [InlineData("?month=2016-02", "2016-02-01", "2016-02-29")]
    [InlineData("?start=2017-11-01&end=2017-11-30", "2017-11-01", "2017-11-30")]
    [InlineData("?start=2017-11-05&end=2017-11-05", "2017-11-05", "2017-11-05")]
    [InlineData("?start=2017-12-01&end=2017-12-31", "2017-12-01", "2017-12-31")]
    [InlineData("?start=2016-12-31&end=2017-12-31", "2016-12-31", "2017-12-31")]
    public void Days_are_read(string query, string first, string last)
    {
        var (read, complaints) = Read(query, "2017-12-15T12:00");

        complaints.ShouldBeEmpty();
        read.Period.ShouldBe(new(Curves.Day(first), Curves.Day(last)));
    }

    [Theory]
    [InlineData("2017-11-30T15:59:59Z", false)]
    [InlineData("2017-11-30T16:00:00Z", true)]
    public void Month_begins_at_Beijings_midnight(string now, bool begun)
    {
        (Read("?month=2017-12", now).Complaints.Count == 0).ShouldBe(begun);
        (Read("?start=2017-12-01&end=2017-12-01", now).Complaints.Count == 0).ShouldBe(begun);
        Read("?month=2017-11", now).Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "month: is needed, as yyyy-MM; or start and end, as yyyy-MM-dd")]
    [InlineData("?month=2017-11&start=2017-11-01", "month: give either month, or start and end | start: give either month, or start and end")]
    [InlineData("?month=2017-11&start=2017-11-01&end=2017-11-02", "month: give either month, or start and end | start: give either month, or start and end | end: give either month, or start and end")]
    [InlineData("?start=2017-11-01", "end: is needed beside start")]
    [InlineData("?end=2017-11-01", "start: is needed beside end")]
    [InlineData("?month=2018-01", "month: 2018-01 lies in the future")]
    [InlineData("?month=2017-13", "month: '2017-13' must be a month as yyyy-MM")]
    [InlineData("?month=", "month: is empty")]
    [InlineData("?start=2017-11-31&end=2017-11-30", "start: '2017-11-31' must be a day as yyyy-MM-dd")]
    [InlineData("?start=2017-12-16&end=2017-12-31", "start: lies in the future")]
    [InlineData("?start=2017-12-01&end=2018-01-01", "end: lies in a future month")]
    [InlineData("?start=2017-11-02&end=2017-11-01", "end: must not be before start | start: must not be after end")]
    [InlineData("?start=2016-12-30&end=2017-12-31", "end: the days are more than 366")]
    [InlineData("?month=2017-11&region=europe&format=xml", "region: 'europe' is none of mainland, overseas | format: 'xml' is none of json, csv")]
    public void Wrong_days_are_told_by_parameter(string query, string complaints) =>
        string.Join(" | ", Read(query, "2017-12-15T12:00").Complaints).ShouldBe(complaints);

    [Theory]
    [InlineData("mainland", "Mainland")]
    [InlineData("OVERSEAS", "Overseas")]
    public void Region_is_read(string text, string region) =>
        Read($"?month=2017-11&region={text}", "2017-12-15T12:00").Query.Region.ToString().ShouldBe(region);

    private static (Monthly95Query Query, List<string> Complaints) Read(string query, string now)
    {
        var reader = Queries.Reader(query, Monthly95Parameters.All);
        var read = Monthly95Query.Read(reader, Curves.At(now));
        return (read, [.. Queries.Complaints(reader)]);
    }
}
