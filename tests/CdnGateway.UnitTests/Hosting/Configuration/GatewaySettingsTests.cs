using System.Net;
using CdnGateway.Collecting;
using CdnGateway.Hosting.Configuration;
using CdnGateway.Providers;
using CdnGateway.Providers.JdCloud;
using CdnGateway.Providers.Tencent;
using CdnGateway.Store;
using CdnGateway.Upstream;

namespace CdnGateway.UnitTests.Hosting.Configuration;

public sealed class GatewaySettingsTests
{
    [Fact]
    public void Least_configuration_has_every_default()
    {
        var settings = Configured.Read(Configured.Good);

        var jd = settings.Accounts[0];
        jd.Kind.ConfigurationName.ShouldBe("JdCloud");
        jd.Account.Name.ShouldBe("jd");
        jd.Account.Provider.ShouldBe("jdcloud");
        jd.Account.Domains.ShouldBe(["a.example.com"]);
        jd.Account.BaseUrl.ShouldBe(new Uri("https://opencdn.jcloud.com"));
        jd.Account.CallsPerMinute.ShouldBe(100);
        jd.Options.ShouldBe(new JdCloudOptions("pin", "s", PointLabel.IntervalEnd, 1048576));

        var tencent = settings.Accounts[1];
        tencent.Account.Provider.ShouldBe("tencent");
        tencent.Account.Domains.ShouldBeEmpty();
        tencent.Account.BaseUrl.ShouldBe(new Uri("https://cdn.api.qcloud.com"));
        tencent.Options.ShouldBe(
            new TencentOptions("i", "s", Token: null, SignatureMethod.HmacSHA256, CallMethod.Post, "cdn.api.qcloud.com"));

        settings.Upstream.ShouldBe(new UpstreamOptions());
        settings.Upstream.ShouldBe(new UpstreamOptions
        {
            AttemptTimeout = TimeSpan.FromSeconds(10),
            TotalTimeout = TimeSpan.FromSeconds(30),
            MaxRetries = 3,
            MaxResponseBytes = 67108864,
        });

        jd.Account.SettleAfter.ShouldBe(TimeSpan.FromDays(1));
        tencent.Account.SettleAfter.ShouldBe(TimeSpan.FromHours(28));

        settings.Store.ShouldBe(new StoreOptions("Data Source=data/cdngateway.db", IsPostgres: false));
        settings.Collector.ShouldBe(new CollectorOptions { Enabled = true, QuotaShare = 0.5, BackfillDays = 31 });

        var client = settings.Clients.ShouldHaveSingleItem();
        client.Name.ShouldBe("app");
        client.KeySha256.ShouldBe(Enumerable.Repeat((byte)0xAA, 32));
        client.Accounts.ShouldBeNull();
        client.RequestsPerMinute.ShouldBeNull();

        settings.AllowAnonymous.ShouldBeFalse();
        settings.PathBase.ShouldBeNull();
        settings.TrustedProxies.ShouldBeEmpty();
        settings.SandboxEnabled.ShouldBeFalse();
        settings.SecretsDirectory.ShouldBe("/run/secrets");
    }

    [Fact]
    public void Every_key_of_both_providers_is_read()
    {
        var settings = Configured.Read(
            Configured.Good,
            "Accounts:jd:BaseUrl=http://127.0.0.1:8080/jd | Accounts:jd:CallsPerMinute=50",
            "Accounts:jd:PointLabel=intervalstart | Accounts:jd:MegaUnit=1000000",
            "Accounts:qcloud:Token=t | Accounts:qcloud:SignatureMethod=HMACSHA1",
            "Accounts:qcloud:HttpMethod=get | Accounts:qcloud:SignatureHost=CDN.Example.com");

        settings.Accounts[0].Account.BaseUrl.ShouldBe(new Uri("http://127.0.0.1:8080/jd"));
        settings.Accounts[0].Account.CallsPerMinute.ShouldBe(50);
        settings.Accounts[0].Options.ShouldBe(new JdCloudOptions("pin", "s", PointLabel.IntervalStart, 1000000));
        settings.Accounts[1].Options.ShouldBe(
            new TencentOptions("i", "s", "t", SignatureMethod.HmacSHA1, CallMethod.Get, "cdn.example.com"));
    }

    [Fact]
    public void Domains_are_lower_case_in_order_and_may_be_in_two_accounts()
    {
        var settings = Configured.Read(
            Configured.Good,
            "Accounts:jd:Domains:10=Z.example.com | Accounts:jd:Domains:2=B.Example.com | Accounts:jd:Domains:1=",
            "Accounts:qcloud:Domains=A.example.com");

        settings.Accounts[0].Account.Domains.ShouldBe(["a.example.com", "b.example.com", "z.example.com"]);
        settings.Accounts[1].Account.Domains.ShouldBe(["a.example.com"]);
    }

    [Fact]
    public void Clients_of_some_accounts_are_read()
    {
        var client = Configured.Read(
            Configured.Good,
            $"Clients:two:KeySha256={Configured.HashOfB} | Clients:two:Accounts:0=QCLOUD | Clients:two:RequestsPerMinute=60").Clients[1];

        client.Name.ShouldBe("two");
        client.Accounts.ShouldBe(["qcloud"]);
        client.RequestsPerMinute.ShouldBe(60);
    }

    [Fact]
    public void Reverse_proxy_is_read()
    {
        var settings = Configured.Read(
            Configured.Good,
            "PathBase=/cdn/v2 | TrustedProxies:0=10.0.0.7 | TrustedProxies:1=192.168.0.0/16",
            "TrustedProxies:2=fd00::1 | TrustedProxies:3=fd00::/8");

        settings.PathBase.ShouldBe("/cdn/v2");
        settings.TrustedProxies.ShouldBe(
        [
            IPNetwork.Parse("10.0.0.7/32"),
            IPNetwork.Parse("192.168.0.0/16"),
            IPNetwork.Parse("fd00::1/128"),
            IPNetwork.Parse("fd00::/8"),
        ]);
    }
}
