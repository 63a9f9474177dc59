using CdnGateway.Hosting.Configuration;
using CdnGateway.Providers;
using CdnGateway.Settings;
using Microsoft.Extensions.Configuration;

namespace CdnGateway.UnitTests.Hosting.Configuration;

/// <summary>What the message of all mistakes together is like.</summary>
public sealed class MistakesTests
{
    private const string Canary = "c4n4ry";

    [Fact]
    public void Message_of_many_mistakes_counts_and_sorts_them_a_line_each()
    {
        var refusal = Configured.Refuse(
            "Upstream:MaxRetries=many | Accounts:jd:Provider=JdCloud | Accounts:jd:Username=u",
            "Accounts:jd:Domains:10=x | Accounts:jd:Domains:2=y",
            "Clients:b:KeySha256=1 | Clients:a:Accounts:0=nobody | PathBase=x/ | Colour=blue");

        var lines = refusal.Message.Split('\n');
        lines[0].ShouldBe("The configuration has 9 mistakes:");
        lines.Skip(1).Select(line => line.Split(": ")[0]).ShouldBe(
        [
            "  CdnGateway:Accounts:jd:Domains:2",
            "  CdnGateway:Accounts:jd:Domains:10",
            "  CdnGateway:Accounts:jd:SecretKey",
            "  CdnGateway:Clients:a:Accounts:0",
            "  CdnGateway:Clients:a:KeySha256",
            "  CdnGateway:Clients:b:KeySha256",
            "  CdnGateway:Colour",
            "  CdnGateway:PathBase",
            "  CdnGateway:Upstream:MaxRetries",
        ]);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void Accounts_of_a_client_left_empty_never_mean_all(string accounts)
    {
        var json = $$$"""{"CdnGateway":{"Clients":{"app":{"KeySha256":"{{{Configured.HashOfA}}}","Accounts": {{{accounts}}} } } } }""";
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        var root = SettingsSection.Root(new ConfigurationBuilder().AddJsonStream(stream).Build(), GatewaySettings.SectionName);

        GatewaySettings.Read(root, isDevelopment: true, ProviderKinds.All);

        root.Mistakes.ShouldContain(mistake => mistake.Key == "CdnGateway:Clients:app:Accounts");
    }

    [Fact]
    public void Message_of_one_mistake_is_in_the_singular() =>
        Configured.Refuse(Configured.Good, "PathBase=x").Message.ShouldStartWith("The configuration has 1 mistake:\n");

    [Theory]
    [InlineData("Accounts:jd:SecretKey= {0}")]
    [InlineData("Accounts:jd:Username={0} ")]
    [InlineData("Accounts:qcloud:SecretId={0}\n")]
    [InlineData("Accounts:qcloud:Token= {0}")]
    [InlineData("Accounts:qcloud:Username={0}")]
    [InlineData("Accounts:jd:SecretId={0}")]
    [InlineData("Accounts:jd:Secret_Key={0}")]
    [InlineData("Accounts:jd_SecretKey={0}")]
    [InlineData("Accounts:jd:SecretKey:0={0}")]
    [InlineData("Accounts={0}")]
    [InlineData("Accounts:jd:BaseUrl=https://user:{0}@a.example.com")]
    [InlineData("Accounts:jd:BaseUrl={0}@a.example.com")]
    [InlineData("Clients:app:KeySha256={0}")]
    [InlineData("Clients:app:Key={0}")]
    [InlineData("Clients:app={0}")]
    [InlineData("SecretsDirectory={0}")]
    [InlineData("SecretKey={0}")]
    public void Message_never_shows_a_value_that_may_be_secret(string wrong) =>
        Configured.Refuse(Configured.Good, string.Format(null, wrong, Canary)).ToString().ShouldNotContain(Canary);

    [Theory]
    [InlineData("Accounts:jd:Provider=")]
    [InlineData("Accounts:jd:Provider=JD")]
    public void Account_of_no_known_provider_is_not_told_that_its_keys_are_unknown(string wrong) =>
        Configured.Refuse(Configured.Good, "Accounts:jd:Token=t | Accounts:jd:Sekret=s | Accounts:jd:CallsPerMinute=x", wrong)
            .Mistakes.Select(mistake => mistake.Key).ShouldBe(
            [
                "CdnGateway:Accounts:jd:CallsPerMinute",
                "CdnGateway:Accounts:jd:Provider",
                "CdnGateway:Accounts:jd:Sekret",
            ]);

    [Fact]
    public void Wrong_attempt_timeout_is_not_compared_with_the_total() =>
        Configured.Refuse(Configured.Good, "Upstream:AttemptTimeout=x | Upstream:TotalTimeout=5s")
            .Mistakes.ShouldHaveSingleItem().Key.ShouldBe("CdnGateway:Upstream:AttemptTimeout");

    [Fact]
    public void Line_break_in_a_name_or_a_value_does_not_break_the_line() =>
        Configured.Refuse(Configured.Good, "Pa\nth=x | PathBase=/a\u001b[31m\nb").Message.Split('\n').Length.ShouldBe(3);

    [Fact]
    public void Long_value_is_shown_in_part() =>
        Configured.Refuse(Configured.Good, $"PathBase={new string('x', 5000)}").Mistakes[0].What.Length.ShouldBeLessThan(300);
}
