using CdnGateway.Hosting.Configuration;
using CdnGateway.Providers;
using CdnGateway.Providers.JdCloud;
using Microsoft.Extensions.Configuration;

namespace CdnGateway.UnitTests.Hosting.Configuration;

/// <summary>What JSON and environment variables make of a configuration.</summary>
public sealed class ConfigurationSourcesTests
{
    [Fact]
    public void Json_with_empty_lists_sections_and_nulls_is_read()
    {
        using var json = new MemoryStream("""
            { "CdnGateway": {
              "Accounts": { "q": { "Provider": "Tencent", "SecretId": "i", "SecretKey": "s", "Token": null, "Domains": [] } },
              "Clients": {}, "Upstream": {}, "TrustedProxies": [], "AllowAnonymous": true, "PathBase": "" } }
            """u8.ToArray());

        GatewaySettings.Read(new ConfigurationBuilder().AddJsonStream(json).Build(), isDevelopment: false, ProviderKinds.All)
            .Accounts.ShouldHaveSingleItem().Account.Domains.ShouldBeEmpty();
    }

    [Fact]
    public void Json_with_an_empty_list_of_a_clients_accounts_does_not_mean_all()
    {
        using var json = new MemoryStream("""{ "CdnGateway": { "Clients": { "app": { "Accounts": [] } } } }"""u8.ToArray());

        Should.Throw<ConfigurationMistakesException>(() => GatewaySettings.Read(
                new ConfigurationBuilder().AddJsonStream(json).Build(), isDevelopment: true, ProviderKinds.All))
            .Mistakes.ShouldContain(mistake => mistake.Key == "CdnGateway:Clients:app:Accounts");
    }

    [Fact]
    public void Environment_variables_of_any_case_are_read()
    {
        // A prefix of its own keeps the variables from every other test in the process.
        var prefix = $"T{Guid.NewGuid():N}_";
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [prefix + "CdnGateway__Accounts__jd__SecretKey"] = "from-environment",
            [prefix + "CDNGATEWAY__ACCOUNTS__JD__DOMAINS__0"] = "env.example.com",
        };
        try
        {
            foreach (var (name, value) in variables)
            {
                Environment.SetEnvironmentVariable(name, value);
            }

            var settings = GatewaySettings.Read(
                new ConfigurationBuilder().AddConfiguration(Configured.Of(Configured.Good)).AddEnvironmentVariables(prefix).Build(),
                isDevelopment: false,
                ProviderKinds.All);

            settings.Accounts[0].Options.ShouldBeOfType<JdCloudOptions>().SecretKey.ShouldBe("from-environment");
            settings.Accounts[0].Account.Domains.ShouldBe(["env.example.com"]);
        }
        finally
        {
            foreach (var name in variables.Keys)
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }
    }
}
