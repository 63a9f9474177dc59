using CdnGateway.Replicas;
using CdnGateway.Store;

namespace CdnGateway.UnitTests.Replicas;

public sealed class QuotaTermsTests
{
    private static readonly KeptAccount Account = new("jd", "jdcloud", "https://provider.example/", "holder");

    [Fact]
    public void Account_keeps_its_quota_when_only_the_meaning_of_its_values_changes() =>
        QuotaTerms.KeyOf(Account with { Holder = "another hash" }, TimeSpan.FromMinutes(1)).ShouldBe("jd|jdcloud|https://provider.example/");

    [Fact]
    public void Other_name_provider_or_address_has_a_quota_of_its_own()
    {
        KeptAccount[] accounts =
        [
            Account, Account with { Name = "jd2" }, Account with { Provider = "tencent" }, Account with { Origin = "https://other.example/" },
        ];

        accounts.Select(account => QuotaTerms.KeyOf(account, TimeSpan.FromMinutes(1))).Distinct(StringComparer.Ordinal).Count().ShouldBe(accounts.Length);
    }

    [Fact]
    public void Quota_of_another_window_is_another_be_it_at_the_same_address() =>
        QuotaTerms.KeyOf(Account, TimeSpan.FromSeconds(1)).ShouldBe("jd|jdcloud|https://provider.example/|1 s");
}
