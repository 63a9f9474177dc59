using CdnGateway.Contracts;
using CdnGateway.Features.BandwidthFlow;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Security;

namespace CdnGateway.UnitTests.Features.Targets;

public sealed class TargetSelectorTests
{
    private static readonly ProviderRegistry Registry = new(
    [
        FakeProvider.Jd("jd", "play.live.com", "vod.live.com"),
        FakeProvider.Jd("jd2", "other.live.com"),
        FakeProvider.Tencent("qcloud", "www.test.com"),
    ]);

    private static readonly Client Narrow = new("narrow", new HashSet<string>(["jd", "qcloud"], StringComparer.OrdinalIgnoreCase));

    [Theory]
    [InlineData("", "jd | jd2")]
    [InlineData("?account=jd", "jd")]
    [InlineData("?account=JD", "jd")]
    [InlineData("?account=jd2&account=jd", "jd | jd2")]
    [InlineData("?provider=jdcloud", "jd | jd2")]
    [InlineData("?provider=jdcloud&provider=tencent", "jd | jd2 | qcloud cannot")]
    [InlineData("?account=jd&account=qcloud", "jd | qcloud cannot")]
    [InlineData("?account=qcloud", "qcloud cannot")]
    [InlineData("?domain=play.live.com", "jd play.live.com")]
    [InlineData("?domain=PLAY.live.com", "jd play.live.com")]
    [InlineData("?domain=play.live.com&domain=other.live.com", "jd play.live.com | jd2 other.live.com")]
    [InlineData("?domain=nobodys.com", "jd nobodys.com | jd2 nobodys.com")]
    [InlineData("?domain=nobodys.com&account=jd2", "jd2 nobodys.com")]
    [InlineData("?domain=nobodys.com&account=jd2&account=qcloud", "jd2 nobodys.com | qcloud nobodys.com cannot")]
    [InlineData("?domain=www.test.com", "qcloud www.test.com cannot")]
    [InlineData("?domain=www.test.com&domain=play.live.com", "jd play.live.com | qcloud www.test.com cannot")]
    public void Accounts_and_domains_are_chosen(string query, string chosen) => Chosen(query, Client.Anonymous).ShouldBe(chosen);

    [Theory]
    [InlineData("", "jd")]
    [InlineData("?domain=nobodys.com", "jd nobodys.com")]
    [InlineData("?account=jd", "jd")]
    public void Client_gets_its_own_accounts_only(string query, string chosen) => Chosen(query, Narrow).ShouldBe(chosen);

    [Theory]
    [InlineData("?account=jd2", "jd2")]
    [InlineData("?account=JD2&account=jd", "JD2")]
    [InlineData("?account=no-such", "no-such")]
    [InlineData("?domain=other.live.com", "other.live.com")]
    public void Client_is_forbidden_what_is_not_its_own_and_cannot_guess_names(string query, string named)
    {
        var problem = Select(query, Narrow).Problem!;

        problem.Code.ShouldBe(ErrorCodes.Forbidden);
        problem.Detail.ShouldContain(named);
    }

    [Theory]
    [InlineData("?account=no-such", "account: 'no-such' is no account; there are jd, jd2, qcloud")]
    [InlineData("?account=jd&provider=tencent", "provider: none of the chosen accounts is of this provider; there are jd")]
    [InlineData("?domain=play.live.com&account=jd2", "domain: play.live.com is a domain of jd, which is not among the chosen accounts")]
    [InlineData("?domain=a.com%26Action=X", "domain: 'a.com&Action=X' must be a host name")]
    [InlineData("?domain=all", "domain: 'all' must be a host name")]
    public void Names_that_fit_nothing_are_wrong_parameters(string query, string complaint)
    {
        var reader = Queries.Reader(query, BandwidthFlowParameters.All);

        var selection = Select(reader, Client.Anonymous);

        selection.Problem!.Code.ShouldBe(ErrorCodes.InvalidRequest);
        Queries.Complaints(reader).ShouldHaveSingleItem().ShouldStartWith(complaint);
    }

    [Fact]
    public void Question_that_nobody_can_answer_says_so()
    {
        var reader = Queries.Reader("", BandwidthFlowParameters.All);

        var selection = new TargetSelector(Registry).Select(TargetFilter.Read(reader), Client.Anonymous, reader, _ => false);

        selection.Problem!.Code.ShouldBe(ErrorCodes.NotSupported);
        selection.Problem.Detail.ShouldBe("No configured account can answer this.");
    }

    [Fact]
    public void Account_that_cannot_answer_says_who_can() =>
        Select("?account=qcloud", Client.Anonymous).Failures.ShouldHaveSingleItem().Detail
            .ShouldBe("This account cannot answer this; jd, jd2 can.");

    [Fact]
    public void Client_is_not_told_of_accounts_that_it_may_not_see() =>
        Select("?account=qcloud", Narrow).Failures.ShouldHaveSingleItem().Detail.ShouldBe("This account cannot answer this; jd can.");

    private static string Chosen(string query, Client client)
    {
        var selection = Select(query, client);
        selection.Problem.ShouldBeNull();
        return string.Join(" | ", selection.Targets
            .Select(t => $"{t.Provider.Account.Name} {string.Join(' ', t.Domains)}".Trim())
            .Concat(selection.Failures.Select(f => $"{f.Account} {f.Domain} cannot".Replace("  ", " ", StringComparison.Ordinal))));
    }

    private static TargetSelection Select(string query, Client client) => Select(Queries.Reader(query, BandwidthFlowParameters.All), client);

    private static TargetSelection Select(CdnGateway.Features.Query.QueryReader reader, Client client) =>
        new TargetSelector(Registry).Select(TargetFilter.Read(reader), client, reader, static provider => provider.Capabilities.HasFlag(Capabilities.Usage));
}
