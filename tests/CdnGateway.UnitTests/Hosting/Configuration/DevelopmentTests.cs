using CdnGateway.Hosting.Configuration;
using CdnGateway.Providers;

namespace CdnGateway.UnitTests.Hosting.Configuration;

/// <summary>What is the default in Development only.</summary>
public sealed class DevelopmentTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("AllowAnonymous=false", false)]
    [InlineData("Clients:app:KeySha256=" + Configured.HashOfA, false)]
    [InlineData("AllowAnonymous=true | Clients:app:KeySha256=" + Configured.HashOfA, true)]
    public void Anonymous_in_development_is_allowed_until_there_is_a_client(string text, bool allowed) =>
        Configured.ReadInDevelopment(text).AllowAnonymous.ShouldBe(allowed);

    [Fact]
    public void Anonymous_outside_development_is_allowed_where_it_is_said() =>
        Configured.Read("Accounts:q:Provider=Tencent | Accounts:q:SecretId=i | Accounts:q:SecretKey=s | AllowAnonymous=True")
            .AllowAnonymous.ShouldBeTrue();

    [Theory]
    [InlineData("", true, true)]
    [InlineData("", false, false)]
    [InlineData("Sandbox:Enabled=true", false, true)]
    [InlineData("Sandbox:Enabled=false", true, false)]
    [InlineData("Sandbox:Enabled=", true, true)]
    [InlineData("Sandbox:Enabled=perhaps", false, false)]
    [InlineData("Sandbox=x | Accounts=y", false, false)]
    [InlineData("Accounts:jd:Provider=JdCloud", true, false)]
    [InlineData("Accounts:jd:Provider=JdCloud | Sandbox:Enabled=true", true, true)]
    public void Sandbox_is_wanted_where_it_is_said_and_in_development_without_an_account(string text, bool isDevelopment, bool wanted) =>
        GatewaySettings.SandboxWanted(Configured.Of(text), isDevelopment).ShouldBe(wanted);

    [Theory]
    [InlineData("", true, true)]
    [InlineData("Sandbox:Enabled=true | AllowAnonymous=true", false, true)]
    [InlineData(Configured.Good, true, false)]
    [InlineData(Configured.Good + " | Sandbox:Enabled=true", false, true)]
    public void Sandbox_is_enabled_as_it_was_wanted(string text, bool isDevelopment, bool enabled) =>
        GatewaySettings.Read(Configured.Of(text), isDevelopment, ProviderKinds.All).SandboxEnabled.ShouldBe(enabled);
}
