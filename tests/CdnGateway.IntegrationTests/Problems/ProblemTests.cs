using System.Net;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.IntegrationTests.Replicas;
using CdnGateway.Providers;
using CdnGateway.Usage;
using Microsoft.Extensions.DependencyInjection;

namespace CdnGateway.IntegrationTests.Problems;

/// <summary>The errors that no feature makes.</summary>
public sealed class ProblemTests
{
    [Theory]
    [InlineData("/nowhere", "/nowhere")]
    [InlineData("/api/v1/nowhere?x=1", "/api/v1/nowhere")]
    [InlineData("/api/v1/bandwidth-flow/x", "/api/v1/bandwidth-flow/x")]
    [InlineData("/health", "/health")]
    public async Task Unknown_route_is_a_404(string path, string instance)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        (await gateway.GetAsync(path)).Problem(HttpStatusCode.NotFound, "not-found").Instance.ShouldBe(instance);
    }

    [Theory]
    [InlineData("POST", "/api/v1/bandwidth-flow")]
    [InlineData("PUT", "/api/v1/monthly-95")]
    [InlineData("DELETE", "/api/v1/accounts")]
    [InlineData("POST", "/health/live")]
    public async Task Wrong_method_is_a_405_that_says_which_are_right(string method, string path)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var answer = await gateway.SendAsync(new HttpMethod(method), path);

        answer.Problem(HttpStatusCode.MethodNotAllowed, "method-not-allowed").Detail.ShouldContain("GET");
        string.Concat(answer.Headers["Allow"]).ShouldContain("GET");
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml")]
    [InlineData("text/csv")]
    public async Task Problem_is_a_problem_whatever_is_accepted(string accept)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        (await gateway.GetAsync("/nowhere", ("Accept", accept))).Problem(HttpStatusCode.NotFound, "not-found");
        (await gateway.GetAsync("/api/v1/monthly-95", ("Accept", accept))).Problem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task Fault_of_our_own_is_a_500_that_tells_nothing_but_where_to_look()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup
        {
            Environment = "Development",
            Services = services => services.AddSingleton<ICdnProvider, BrokenProvider>(),
        });

        var answer = await gateway.BandwidthFlowAsync("account=broken&domain=a.example.com");

        var problem = answer.Problem(HttpStatusCode.InternalServerError, "internal");
        answer.Body.ShouldNotContain("a detail of the inside");
        answer.Body.ShouldNotContain("Exception");
        answer.Body.ShouldNotContain(nameof(BrokenProvider));
        var logged = gateway.Log.Of(1001).ShouldHaveSingleItem();
        logged.Exception!.ShouldContain("a detail of the inside");
        string.Concat(logged.Scopes).ShouldContain(problem.TraceId);
        gateway.Log.Of(1000).ShouldHaveSingleItem().Values["Status"].ShouldBe(500);
        (await gateway.BandwidthFlowAsync("account=jd")).BandwidthFlow().Complete.ShouldBeTrue();
    }

    [Fact]
    public async Task Providers_that_are_down_leave_the_gateway_live_and_ready()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup().With(("Upstream:MaxRetries", "0")));
        await gateway.Sandbox.StopJdCloudAsync();
        await gateway.Sandbox.StopTencentAsync();
        (await gateway.Monthly95Async("month=2018-04")).Problem(HttpStatusCode.ServiceUnavailable, "upstream-unavailable");

        (await gateway.GetAsync("/health/live")).Body.ShouldBe("""{"status":"live"}""");
        await ReplicaUnderTest.UntilAsync(async () => (await gateway.GetAsync("/health/ready")).Body == """{"status":"ready"}""", "it is ready");
    }

    [Fact]
    public async Task Root_leads_to_the_documentation()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var answer = await gateway.GetAsync("/");

        answer.Status.ShouldBe(HttpStatusCode.Found);
        answer.Header("Location").ShouldBe("/swagger/");
    }

    private sealed class BrokenProvider : ICdnProvider
    {
        public CdnAccount Account { get; } = new()
        {
            Name = "broken",
            Provider = "jdcloud",
            Domains = [],
            BaseUrl = new Uri("http://127.0.0.1:9"),
            CallsPerMinute = 1,
        };

        public Capabilities Capabilities => Capabilities.Usage;

        public int MostIntervalsPerCall => 288;

        public Task<ProviderResult<UsageSeries>> ReadUsageAsync(Curve curve, UsageWindow window, CallInterest interest, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("a detail of the inside");

        public Task<ProviderResult<ReportedFigures>> ReadReportedFiguresAsync(BillingQuery query, CallInterest interest, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("a detail of the inside");
    }
}
