using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.UnitTests.Providers;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Features.Answering;

public sealed class FailuresTests
{
    private static readonly CdnAccount Account = Accounts.Named("jd", "jdcloud", "a.com", "b.com");

    [Theory]
    [InlineData(new[] { "upstream-auth-failed" }, "upstream-auth-failed", 502, null)]
    [InlineData(new[] { "upstream-timeout", "upstream-timeout" }, "upstream-timeout", 504, null)]
    [InlineData(new[] { "not-supported" }, "not-supported", 400, null)]
    [InlineData(new[] { "month-not-settled" }, "month-not-settled", 400, null)]
    [InlineData(new[] { "upstream-unavailable" }, "upstream-unavailable", 503, 10)]
    [InlineData(new[] { "upstream-quota-exhausted", "upstream-quota-exhausted" }, "upstream-quota-exhausted", 503, 10)]
    [InlineData(new[] { "upstream-timeout", "upstream-rejected" }, "upstream-unavailable", 503, 10)]
    [InlineData(new[] { "not-supported", "upstream-rejected" }, "upstream-unavailable", 503, 10)]
    public void Common_code_is_the_answers_and_a_mixture_is_unavailable(string[] codes, string code, int status, int? retryAfter)
    {
        var failures = codes.Select((c, i) => new Failure($"a{i}", "jdcloud", Domain: null, c, $"Detail {i}.")).ToList();

        var problem = Failures.ToProblem(failures);

        problem.Code.ShouldBe(code);
        problem.Status.ShouldBe(status);
        problem.RetryAfter.ShouldBe(retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        problem.Failures.ShouldBe(failures);
        problem.Detail.ShouldBe(codes.Length == 1 ? "Detail 0." : $"None of the accounts could answer; there are {codes.Length} failures.");
    }

    [Fact]
    public void Shortest_named_wait_is_the_answers()
    {
        Failure[] failures =
        [
            new("a", "jdcloud", null, ErrorCodes.UpstreamQuotaExhausted, "x", RetryAfterSeconds: 42),
            new("b", "jdcloud", null, ErrorCodes.UpstreamQuotaExhausted, "x", RetryAfterSeconds: 7),
        ];

        Failures.ToProblem(failures).RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Theory]
    [InlineData("NotSupported", "not-supported", null, null)]
    [InlineData("MonthNotSettled", "month-not-settled", null, null)]
    [InlineData("AuthFailed", "upstream-auth-failed", null, null)]
    [InlineData("Rejected", "upstream-rejected", null, null)]
    [InlineData("InvalidResponse", "upstream-invalid-response", null, null)]
    [InlineData("QuotaExhausted", "upstream-quota-exhausted", null, 60)]
    [InlineData("QuotaExhausted", "upstream-quota-exhausted", 12.1, 13)]
    [InlineData("Unavailable", "upstream-unavailable", null, 10)]
    [InlineData("Unavailable", "upstream-unavailable", 0.0, 1)]
    [InlineData("Timeout", "upstream-timeout", null, null)]
    public void Failure_is_told_by_its_code_and_a_wait_where_one_makes_sense(string kind, string code, double? wait, int? seconds)
    {
        var failure = new ProviderFailure(Enum.Parse<FailureKind>(kind), "Detail.")
        {
            ProviderCode = "7",
            ProviderMessage = "words",
            RetryAfter = wait is { } known ? TimeSpan.FromSeconds(known) : null,
        };

        Failures.Of(Account, "a.com", failure).ShouldBe(new Failure("jd", "jdcloud", "a.com", code, "Detail.", "7", "words", seconds));
    }

    [Fact]
    public void Every_kind_has_a_code() =>
        Enum.GetValues<FailureKind>().Select(FailureNames.CodeOf).ShouldBeUnique(StringComparer.Ordinal);

    [Fact]
    public void Domains_that_all_fail_alike_are_one_failure_of_the_account()
    {
        var failures = Failures.Of(Account, [Failed("a.com", FailureKind.AuthFailed, "7"), Failed("b.com", FailureKind.AuthFailed, "7")]);

        var only = failures.ShouldHaveSingleItem();
        only.Domain.ShouldBeNull();
        only.Detail.ShouldBe("Detail. All 2 domains that were asked for failed alike.");
    }

    [Fact]
    public void Domains_that_fail_in_different_ways_are_told_apart()
    {
        Failures.Of(Account, [Failed("a.com", FailureKind.AuthFailed, "7"), Failed("b.com", FailureKind.Rejected, "18")])
            .Select(f => f.Domain).ShouldBe(["a.com", "b.com"]);
        Failures.Of(Account, [Failed("a.com", FailureKind.AuthFailed, "7"), Fine("b.com")]).Select(f => f.Domain).ShouldBe(["a.com"]);
        Failures.Of(Account, [Failed("a.com", FailureKind.AuthFailed, "7")]).Select(f => f.Domain).ShouldBe(["a.com"]);
        Failures.Of(Account, [Fine("a.com")]).ShouldBeEmpty();
    }

    private static DomainUsage Fine(string domain) => Usage(domain, asked: 1, failure: null);

    private static DomainUsage Failed(string domain, FailureKind kind, string code) =>
        Usage(domain, asked: 0, new ProviderFailure(kind, "Detail.") { ProviderCode = code });

    private static DomainUsage Usage(string domain, int asked, ProviderFailure? failure) => new(domain, failure)
    {
        Source = UsageSource.Provider,
        Asked = asked,
        Received = asked,
        FetchedAt = Curves.At("2018-06-02T17:36"),
        NewestPoint = null,
        FreshUntil = 0,
        Fingerprint = 0,
    };
}
