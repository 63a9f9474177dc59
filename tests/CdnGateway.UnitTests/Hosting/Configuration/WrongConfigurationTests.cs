using CdnGateway.Hosting.Configuration;

namespace CdnGateway.UnitTests.Hosting.Configuration;

/// <summary>A good configuration with one thing wrong is refused for exactly that thing.</summary>
public sealed class WrongConfigurationTests
{
    private const string A = "Accounts:jd:";
    private const string T = "Accounts:qcloud:";
    private const string C = "Clients:app:";
    private const string B = Configured.HashOfB;
    private const string OfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    // Accounts
    [InlineData(A + "Provider=", A + "Provider", "is missing; it is one of JdCloud, Tencent")]
    [InlineData(A + "Provider=Akamai", A + "Provider", "must be one of JdCloud, Tencent; it is 'Akamai'")]
    [InlineData(A + "Provider=0", A + "Provider", "must be one of JdCloud, Tencent")]
    [InlineData(A + "Username=", A + "Username", "is missing")]
    [InlineData(A + "SecretKey=  ", A + "SecretKey", "is missing")]
    [InlineData(A + "SecretKey=s ", A + "SecretKey", "begins or ends with a blank or a line break")]
    [InlineData(A + "SecretKey=s\n", A + "SecretKey", "begins or ends with a blank or a line break")]
    [InlineData(A + "SecretKey:0=x", A + "SecretKey", "must be a single value, not a section or a list")]
    [InlineData(A + "SecretKye=x", A + "SecretKye", "unknown key; known here: BaseUrl, CallsPerMinute, Contract, Domains, MegaUnit")]
    [InlineData(A + "PointLable=x", A + "PointLable", "unknown key; did you mean PointLabel?")]
    [InlineData(A + "SecretId=x", A + "SecretId", "unknown key")]
    [InlineData(A + "MegaUnit=0", A + "MegaUnit", "must be a whole number from 1 to")]
    [InlineData(A + "MegaUnit=1e6", A + "MegaUnit", "must be a whole number from 1 to")]
    [InlineData(A + "PointLabel=1", A + "PointLabel", "must be one of IntervalEnd, IntervalStart; it is '1'")]
    [InlineData(A + "BaseUrl=opencdn.jcloud.com", A + "BaseUrl", "must be an absolute http or https address")]
    [InlineData(A + "BaseUrl=/opencdn", A + "BaseUrl", "must be an absolute http or https address")]
    [InlineData(A + "BaseUrl=ftp://a.example.com", A + "BaseUrl", "must be an absolute http or https address")]
    [InlineData(A + "BaseUrl=https://me:pw@a.example.com", A + "BaseUrl", "without user, query or fragment")]
    [InlineData(A + "BaseUrl=https://a.example.com/?", A + "BaseUrl", "without user, query or fragment")]
    [InlineData(A + "BaseUrl=https://a.example.com/#x", A + "BaseUrl", "without user, query or fragment")]
    [InlineData(A + "CallsPerMinute=0", A + "CallsPerMinute", "must be a whole number from 1 to 100000; it is '0'")]
    [InlineData(A + "CallsPerMinute=100001", A + "CallsPerMinute", "must be a whole number from 1 to 100000")]
    [InlineData(A + "CallsPerMinute=99999999999", A + "CallsPerMinute", "must be a whole number from 1 to 100000")]
    [InlineData(A + "Domains:0=a_b.example.com", A + "Domains:0", "must be a host name such as www.example.com")]
    [InlineData(A + "Domains:0=a.com&Action=X", A + "Domains:0", "must be a host name such as www.example.com")]
    [InlineData(A + "Domains:1=A.Example.com", A + "Domains:1", "is listed already under Domains:0; it is 'A.Example.com'")]
    [InlineData(A + "Domains:first=b.example.com", A + "Domains:first", "unknown key; a list's entries are Domains:0, Domains:1")]
    [InlineData(A + "Domains:1:Name=b.example.com", A + "Domains:1", "must be a single value, not a section or a list")]
    [InlineData(A + "Domains=b.example.com", A + "Domains", "has a value of its own beside the entries")]
    [InlineData(T + "Domains=a.example.com,b.example.com", T + "Domains", "must be one entry an index (Domains:0, Domains:1, …)")]
    [InlineData(T + "Username=x", T + "Username", "unknown key; known here: ")]
    [InlineData(T + "PointLabel=IntervalEnd", T + "PointLabel", "unknown key")]
    [InlineData(T + "SecretId=", T + "SecretId", "is missing")]
    [InlineData(T + "SignatureMethod=HmacMD5", T + "SignatureMethod", "must be one of HmacSHA256, HmacSHA1; it is 'HmacMD5'")]
    [InlineData(T + "HttpMethod=Post,Get", T + "HttpMethod", "must be one of Post, Get")]
    [InlineData(T + "SignatureHost=localhost", T + "SignatureHost", "must be a host name")]
    [InlineData("Accounts:_x:Provider=JdCloud | Accounts:_x:Username=u | Accounts:_x:SecretKey=s", "Accounts:_x", "must be named by 1")]
    [InlineData("Accounts:a b:Provider=JdCloud | Accounts:a b:Username=u | Accounts:a b:SecretKey=s", "Accounts:a b", "must be named by")]
    [InlineData("Accounts:jd_SecretKey=hidden", "Accounts:jd_SecretKey", "must be a section with keys of its own, not a single value")]
    [InlineData("Accounts=x", "Accounts", "must be a section with keys of its own")]
    // Upstream
    [InlineData("Upstream=10s", "Upstream", "must be a section with keys of its own")]
    [InlineData("Upstream:AttemptTimeout=ten", "Upstream:AttemptTimeout", "must be a duration from 100ms to 5m, such as 10s, 500ms")]
    [InlineData("Upstream:AttemptTimeout=99ms", "Upstream:AttemptTimeout", "(a bare number is seconds); it is '99ms'")]
    [InlineData("Upstream:AttemptTimeout=-1", "Upstream:AttemptTimeout", "must be a duration")]
    [InlineData("Upstream:AttemptTimeout=00:10", "Upstream:AttemptTimeout", "must be a duration")]
    [InlineData("Upstream:AttemptTimeout=60", "Upstream:TotalTimeout", "must not be shorter than AttemptTimeout: 30s is less than 1m")]
    [InlineData("Upstream:TotalTimeout=1500ms | Upstream:AttemptTimeout=2s", "Upstream:TotalTimeout", "must not be shorter than AttemptTimeout: 1500ms is less")]
    [InlineData("Upstream:TotalTimeout=11m", "Upstream:TotalTimeout", "must be a duration from 100ms to 10m")]
    [InlineData("Upstream:MaxRetries=11", "Upstream:MaxRetries", "must be a whole number from 0 to 10")]
    [InlineData("Upstream:MaxResponseBytes=1023", "Upstream:MaxResponseBytes", "must be a size from 1 KiB to 1 GiB, such as 64 MiB")]
    [InlineData("Upstream:MaxResponseBytes=2 GiB", "Upstream:MaxResponseBytes", "must be a size from 1 KiB to 1 GiB")]
    [InlineData("Upstream:MaxResponseBytes=64M", "Upstream:MaxResponseBytes", "must be a size")]
    [InlineData("Upstream:Timeout=5", "Upstream:Timeout", "unknown key; known here: AttemptTimeout, MaxResponseBytes")]
    // Clients
    [InlineData(C + "KeySha256=", C + "KeySha256", "is missing")]
    [InlineData(C + "KeySha256=abc", C + "KeySha256", "must be a SHA-256 in 64 hex digits, as printf %s \"$KEY\" | sha256sum gives it")]
    [InlineData(C + "KeySha256=gaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", C + "KeySha256", "must be a SHA-256")]
    [InlineData(C + "KeySha256=" + OfNothing, C + "KeySha256", "is the SHA-256 of nothing")]
    [InlineData(C + "Key=x", C + "Key", "unknown key; known here: Accounts, KeySha256, RequestsPerMinute")]
    [InlineData("Clients:two:KeySha256=" + Configured.HashOfA, "Clients:two:KeySha256", "is also that of the client app")]
    [InlineData(C + "Accounts:0=jdd", C + "Accounts:0", "names no account (did you mean jd?); it is 'jdd'")]
    [InlineData(C + "Accounts:0=other", C + "Accounts:0", "names no account (there are jd, qcloud); it is 'other'")]
    [InlineData(C + "Accounts:0=", C + "Accounts", "is an empty list; name an account, or leave the key out")]
    [InlineData(C + "Accounts=", C + "Accounts", "is an empty list; name an account, or leave the key out")]
    [InlineData(C + "RequestsPerMinute=0", C + "RequestsPerMinute", "must be a whole number from 1 to 1000000; it is '0'")]
    [InlineData("Clients:-:KeySha256=" + B, "Clients:-", "must be named by")]
    [InlineData("Clients=x", "Clients", "must be a section with keys of its own")]
    // The rest
    [InlineData("AllowAnonymous=yes", "AllowAnonymous", "must be true or false; it is 'yes'")]
    [InlineData("AllowAnonymous:x=true", "AllowAnonymous", "must be a single value")]
    [InlineData("PathBase=cdn", "PathBase", "must begin with / and end without one, such as /cdn")]
    [InlineData("PathBase=/cdn/", "PathBase", "must begin with / and end without one")]
    [InlineData("PathBase=/", "PathBase", "for no prefix leave it out; it is '/'")]
    [InlineData("PathBase=/a?b", "PathBase", "no blank, ?, # or empty part")]
    [InlineData("PathBase=/a#b", "PathBase", "no blank, ?, # or empty part")]
    [InlineData("PathBase=/a//b", "PathBase", "no blank, ?, # or empty part")]
    [InlineData("TrustedProxies:0=proxy.example.com", "TrustedProxies:0", "must be an address such as 10.0.0.7, or a network")]
    [InlineData("TrustedProxies:0=10.0.0.1/8", "TrustedProxies:0", "a network without host bits such as 10.0.0.0/8")]
    [InlineData("TrustedProxies:0=10.1", "TrustedProxies:0", "must be an address")]
    [InlineData("TrustedProxies:0=10/8", "TrustedProxies:0", "must be an address")]
    [InlineData("TrustedProxies:0=10.0.0.0/33", "TrustedProxies:0", "must be an address")]
    [InlineData("TrustedProxies:0=[::1]:80", "TrustedProxies:0", "must be an address")]
    [InlineData("Sandbox=true", "Sandbox", "must be a section with keys of its own")]
    [InlineData("Sandbox:Enabled=1", "Sandbox:Enabled", "must be true or false; it is '1'")]
    [InlineData("SandBox:Enable=true", "Sandbox:Enable", "unknown key; did you mean Enabled?")]
    [InlineData("SecretsDirectory=secrets", "SecretsDirectory", "must be an absolute path such as /run/secrets")]
    [InlineData("Upstreams:MaxRetries=1", "Upstreams", "unknown key; did you mean Upstream?")]
    [InlineData("Points:File=/data", "Points", "unknown key; known here: Accounts, AllowAnonymous, Clients, Collector, PathBase")]
    // What is kept and collected
    [InlineData(A + "SettleAfter=41d", A + "SettleAfter", "must be a duration from 0s to 40d")]
    [InlineData(A + "SettleAfter=1 day", A + "SettleAfter", "must be a duration")]
    [InlineData("Store:ConnectionString=/data/cdngateway.db", "Store:ConnectionString", "must be a connection string such as Data Source=")]
    [InlineData("Store:Path=/data", "Store:Path", "unknown key; known here: ConnectionString")]
    [InlineData("Collector:Enabled=1", "Collector:Enabled", "must be true or false")]
    [InlineData("Collector:QuotaShare=0", "Collector:QuotaShare", "must be a share from 1% to 100%, such as 50% or 0.5; it is '0'")]
    [InlineData("Collector:QuotaShare=101%", "Collector:QuotaShare", "must be a share")]
    [InlineData("Collector:QuotaShare=50", "Collector:QuotaShare", "must be a share")]
    [InlineData("Collector:BackfillDays=367", "Collector:BackfillDays", "must be a whole number from 0 to 366")]
    public void Reading_one_thing_wrong_names_its_key_and_says_what(string wrong, string key, string words)
    {
        var mistake = Configured.Refuse(Configured.Good, wrong).Mistakes.ShouldHaveSingleItem();

        mistake.Key.ShouldBe($"CdnGateway:{key}", StringCompareShould.IgnoreCase);
        mistake.What.ShouldContain(words, Case.Sensitive);
    }

    [Fact]
    public void Reading_without_a_client_outside_development_says_what_to_set()
    {
        var mistake = Configured.Refuse("Accounts:q:Provider=tencent | Accounts:q:SecretId=i | Accounts:q:SecretKey=s")
            .Mistakes.ShouldHaveSingleItem();

        mistake.Key.ShouldBe("CdnGateway:Clients");
        mistake.What.ShouldContain("Clients:<name>:KeySha256");
        mistake.What.ShouldContain("AllowAnonymous to true");
    }

    [Fact]
    public void Reading_without_an_account_outside_development_says_what_to_set()
    {
        var mistake = Configured.Refuse("AllowAnonymous=true").Mistakes.ShouldHaveSingleItem();

        mistake.Key.ShouldBe("CdnGateway:Accounts");
        mistake.What.ShouldContain("Accounts:<name>:Provider to JdCloud or Tencent");
        mistake.What.ShouldContain("Sandbox:Enabled to true");
    }

    [Fact]
    public void Reading_a_value_for_the_whole_section_names_the_section() =>
        Should.Throw<ConfigurationMistakesException>(() => GatewaySettings.Read(
                new Microsoft.Extensions.Configuration.ConfigurationManager { ["CdnGateway"] = "x" }, isDevelopment: true, []))
            .Mistakes.ShouldHaveSingleItem().Key.ShouldBe("CdnGateway");
}
