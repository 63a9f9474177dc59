using CdnGateway.Hosting.Configuration;
using CdnGateway.Providers;
using CdnGateway.Providers.Tencent;

namespace CdnGateway.UnitTests.Hosting.Configuration;

public sealed class TencentApisTests
{
    [Theory]
    [InlineData("", "V2")]
    [InlineData("Accounts:qcloud:Api=V2", "V2")]
    [InlineData("Accounts:qcloud:Api=v3", "V3")]
    [InlineData("Accounts:qcloud:Api=Both", "Both")]
    [InlineData("Accounts:qcloud:Api=V2,V3", "Both")]
    [InlineData("Accounts:qcloud:Api= v3 , v2 ", "Both")]
    [InlineData("Accounts:qcloud:Api=V3+V2", "Both")]
    [InlineData("Accounts:qcloud:Api=V2 V3", "Both")]
    [InlineData("Accounts:qcloud:Api:0=V3", "V3")]
    [InlineData("Accounts:qcloud:Api:0=V3 | Accounts:qcloud:Api:1=V2", "Both")]
    public void Apis_are_read_in_any_order_and_spelling(string text, string apis) =>
        OptionsOf(text).Api.ShouldBe(Enum.Parse<TencentApis>(apis));

    [Theory]
    [InlineData("Accounts:qcloud:Api=V4", "Accounts:qcloud:Api", "must be one of V2, V3, Both, or several of them with a comma between; it is 'V4'")]
    [InlineData("Accounts:qcloud:Api=3", "Accounts:qcloud:Api", "must be one of V2, V3, Both")]
    [InlineData("Accounts:qcloud:Api=,", "Accounts:qcloud:Api", "must be one of V2, V3, Both")]
    [InlineData("Accounts:qcloud:Api=V2;V3", "Accounts:qcloud:Api", "must be one of V2, V3, Both")]
    [InlineData("Accounts:qcloud:Api:0=V3 | Accounts:qcloud:Api:1=x", "Accounts:qcloud:Api:1", "must be one of V2, V3, Both")]
    [InlineData("Accounts:qcloud:V3BaseUrl=cdn.tencentcloudapi.com", "Accounts:qcloud:V3BaseUrl", "must be an absolute http or https address")]
    [InlineData("Accounts:qcloud:V3SignatureHost=localhost:80", "Accounts:qcloud:V3SignatureHost", "must be a host name")]
    [InlineData("Accounts:qcloud:CallsPerSecond=0", "Accounts:qcloud:CallsPerSecond", "must be a whole number from 1 to 10000; it is '0'")]
    [InlineData("Accounts:jd:Api=V3", "Accounts:jd:Api", "unknown key")]
    public void Wrong_value_is_told(string text, string key, string what) =>
        Configured.Refuse(Configured.Good, text).Mistakes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            mistake => mistake.Key.ShouldBe($"CdnGateway:{key}"),
            mistake => mistake.What.ShouldStartWith(what));

    [Fact]
    public void Each_api_has_its_own_address_and_quota_and_the_newest_gives_the_points()
    {
        var account = AccountOf("Accounts:qcloud:Api=Both | Accounts:qcloud:CallsPerMinute=50 | Accounts:qcloud:CallsPerSecond=10 | Accounts:qcloud:V3BaseUrl=http://127.0.0.1:9/v3");

        account.Apis.ShouldBe(
        [
            new ProviderApi("v2", new Uri("https://cdn.api.qcloud.com"), 50, TimeSpan.FromMinutes(1)),
            new ProviderApi("v3", new Uri("http://127.0.0.1:9/v3"), 10, TimeSpan.FromSeconds(1)) { DomainsPerCall = 30 },
        ]);
        account.UsageApi.Name.ShouldBe("v3");
        account.UsageApi.CallsPerMinute.ShouldBe(600);
    }

    [Theory]
    [InlineData("", "v2")]
    [InlineData("Accounts:qcloud:Api=V3", "v3")]
    public void Account_at_one_api_has_that_quota_alone(string text, string api) =>
        AccountOf(text).Apis.ShouldHaveSingleItem().Name.ShouldBe(api);

    [Fact]
    public void Jd_Cloud_has_one() =>
        Configured.Read(Configured.Good).Accounts[0].Account.Apis.ShouldBe(
            [new ProviderApi("opencdn", new Uri("https://opencdn.jcloud.com"), 100, TimeSpan.FromMinutes(1))]);

    [Theory]
    [InlineData("Accounts:qcloud:Api=V3", 36)]
    [InlineData("Accounts:qcloud:Api=Both", 36)]
    [InlineData("Accounts:qcloud:Api=V2", 28)]
    [InlineData("Accounts:qcloud:Api=V3 | Accounts:qcloud:SettleAfter=2d", 48)]
    public void Billed_points_get_more_time_to_come(string text, int hours) => AccountOf(text).SettleAfter.ShouldBe(TimeSpan.FromHours(hours));

    [Theory]
    [InlineData("Accounts:qcloud:Api=V3", true)]
    [InlineData("Accounts:qcloud:Api=Both | Accounts:qcloud:V3BaseUrl=https://CDN.tencentcloudapi.com/", true)]
    [InlineData("Accounts:qcloud:V3BaseUrl=http://127.0.0.1:9", true)]
    [InlineData("Accounts:qcloud:Api=V3 | Accounts:qcloud:V3BaseUrl=http://127.0.0.1:9", false)]
    public void What_is_kept_stays_the_accounts_own_unless_a_double_gave_it(string text, bool isSame) =>
        (AccountOf(text).Holder == AccountOf("").Holder).ShouldBe(isSame);

    [Fact]
    public void Options_show_nothing_of_themselves() => OptionsOf("Accounts:qcloud:Api=Both").ToString().ShouldBe(nameof(TencentOptions));

    private static TencentOptions OptionsOf(string text) => (TencentOptions)ConfiguredOf(text).Options;

    private static CdnAccount AccountOf(string text) => ConfiguredOf(text).Account;

    private static ConfiguredAccount ConfiguredOf(string text) =>
        Configured.Read(Configured.Good, text).Accounts.Single(a => a.Account.Name == "qcloud");
}
