using CdnGateway.Contracts;
using CdnGateway.Sandbox;

namespace CdnGateway.UnitTests.Boundaries;

public sealed class BoundaryTests
{
    private static readonly IReadOnlyList<(string From, string To)> Gateway = AssemblyReferences.Of(typeof(Problem).Assembly);

    [Fact]
    public void Gateway_keeps_its_boundaries() =>
        Gateway.Select(pair => AllowedReferences.Complaint(pair.From, pair.To)).OfType<string>().ShouldBeEmpty();

    [Fact]
    public void Sandbox_knows_nothing_of_the_gateway_or_it_would_agree_with_its_mistakes()
    {
        var names = AssemblyReferences.Of(typeof(SandboxServer).Assembly);

        names.ShouldNotBeEmpty();
        names.Where(pair => !pair.To.StartsWith("CdnGateway.Sandbox.", StringComparison.Ordinal)).ShouldBeEmpty();
        typeof(SandboxServer).Assembly.GetReferencedAssemblies().ShouldNotContain(assembly => assembly.Name == "CdnGateway");
    }

    /// <summary>The reading itself must see what it is to judge: bases, fields, bodies, generics, lambdas, async methods.</summary>
    [Theory]
    [InlineData("CdnGateway.Providers.JdCloud.JdCloudProvider", "CdnGateway.Providers.ICdnProvider")]
    [InlineData("CdnGateway.Providers.JdCloud.JdCloudClient", "CdnGateway.Upstream.SecretScrubber")]
    [InlineData("CdnGateway.Providers.JdCloud.JdCloudClient", "CdnGateway.Usage.UsageSeries")]
    [InlineData("CdnGateway.Features.BandwidthFlow.BandwidthFlowMapping", "CdnGateway.Usage.Overlay")]
    [InlineData("CdnGateway.Upstream.UpstreamPipeline", "CdnGateway.Providers.FailureKind")]
    [InlineData("CdnGateway.Features.Accounts.AccountsEndpoint", "CdnGateway.Upstream.UpstreamChannel")]
    [InlineData("CdnGateway.Providers.ProviderKinds", "CdnGateway.Providers.Tencent.TencentProvider")]
    [InlineData("CdnGateway.Hosting.SandboxHosting", "CdnGateway.Sandbox.SandboxServer")]
    public void Reading_sees_what_is_there(string from, string to) => Gateway.ShouldContain((from, to));

    [Theory]
    [InlineData("Features.Monthly95.ComputedMonth", "Providers.JdCloud.JdCloudErrors")]
    [InlineData("Features.BandwidthFlow.BandwidthFlowService", "Upstream.UpstreamChannel")]
    [InlineData("Features.Accounts.AccountsEndpoint", "Upstream.Quota.QuotaLease")]
    [InlineData("Features.Answering.Failures", "Security.ClientRegistry")]
    [InlineData("Providers.JdCloud.JdCloudClient", "Providers.Tencent.TencentSigner")]
    [InlineData("Providers.Tencent.TencentMapping", "Features.Query.TimeText")]
    [InlineData("Providers.ProviderRegistry", "Providers.JdCloud.JdCloudProvider")]
    [InlineData("Providers.ProviderRegistry", "Upstream.UpstreamChannel")]
    [InlineData("Upstream.UpstreamChannel", "Providers.Tencent.TencentErrors")]
    [InlineData("Usage.Overlay", "Contracts.Problem")]
    [InlineData("Contracts.Problem", "Usage.BeijingTime")]
    [InlineData("Settings.SettingsSection", "Providers.ProviderKind")]
    [InlineData("Problems.ProblemPages", "Features.Answering.Failures")]
    [InlineData("Upstream.UpstreamHttp", "Sandbox.SandboxServer")]
    [InlineData("Providers.JdCloud.JdCloudSigner", "Sandbox.SandboxOptions")]
    public void Forbidden_reference_is_noticed(string from, string to) =>
        AllowedReferences.Complaint($"CdnGateway.{from}", $"CdnGateway.{to}").ShouldNotBeNull();
}
