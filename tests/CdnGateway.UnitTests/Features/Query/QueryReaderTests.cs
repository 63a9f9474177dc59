using CdnGateway.Contracts;
using CdnGateway.Features.BandwidthFlow;
using CdnGateway.Features.Query;

namespace CdnGateway.UnitTests.Features.Query;

public sealed class QueryReaderTests
{
    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var reader = Reader("?domian=a.com&interval=2h&interval=1h&format=&provider=jdcloud&provider=aws");

        reader.Choice(BandwidthFlowParameters.Interval);
        reader.Choice(SharedParameters.Format);
        reader.Choices(SharedParameters.Provider).ShouldBe(["jdcloud"]);

        var problem = reader.ToProblem();
        problem.Code.ShouldBe(ErrorCodes.InvalidRequest);
        problem.Status.ShouldBe(400);
        problem.Detail.ShouldStartWith("4 parameters are wrong");
        problem.Errors!.Keys.ShouldBe(["domian", "interval", "format", "provider"], ignoreOrder: true);
        problem.Errors["interval"].ShouldBe(["is given more than once", "'2h' is none of 5m, 1h, 1d"]);
        problem.Errors["provider"].ShouldBe(["'aws' is none of jdcloud, tencent"]);
    }

    [Theory]
    [InlineData("?INTERVAL=1H", "1h")]
    [InlineData("?interval=1d", "1d")]
    [InlineData("", null)]
    public void Choice_is_given_in_its_own_spelling(string query, string? choice)
    {
        var reader = Reader(query);

        reader.Choice(BandwidthFlowParameters.Interval).ShouldBe(choice);
        reader.HasErrors.ShouldBeFalse();
    }

    [Fact]
    public void Repeated_values_come_once_each_in_their_order() =>
        Reader("?domain=b.com&domain=a.com&domain=B.com").Many(SharedParameters.Domain).ShouldBe(["b.com", "a.com"]);

    [Theory]
    [InlineData("?domain=")]
    [InlineData("?domain")]
    [InlineData("?domain=a.com&domain=")]
    public void Empty_value_is_wrong_and_not_the_default(string query)
    {
        var reader = Reader(query);

        reader.Many(SharedParameters.Domain);

        reader.IsWrong(SharedParameters.Domain).ShouldBeTrue();
        Queries.Complaints(reader).ShouldBe(["domain: is empty"]);
    }

    [Fact]
    public void Long_value_is_echoed_cut()
    {
        QueryReader.Echo(new string('x', 60)).ShouldBe($"'{new string('x', 60)}'");
        QueryReader.Echo(new string('x', 61)).ShouldBe($"'{new string('x', 60)}…'");
    }

    [Fact]
    public void One_complaint_told_twice_is_listed_once()
    {
        var reader = Reader("");
        reader.Fail("start", "is odd");
        reader.Fail("start", "is odd");

        Queries.Complaints(reader).ShouldBe(["start: is odd"]);
    }

    private static QueryReader Reader(string query) => Queries.Reader(query, BandwidthFlowParameters.All);
}
