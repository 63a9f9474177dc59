using System.Net;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Faults;

/// <summary>Nothing else runs meanwhile: what is allocated is counted for the whole process.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;

[Collection("alone")]
public sealed class HugeAnswerTests
{
    private const long MiB = 1024 * 1024;

    [Theory]
    [InlineData(true, 8)]
    [InlineData(false, 110)]
    public async Task Answer_of_70_MiB_is_refused_and_never_held_whole(bool declared, int mostMiB)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        (await gateway.BandwidthFlowAsync("domain=play.live.com")).BandwidthFlow();
        gateway.Sandbox.JdCloudFaults.Always(Fault.HugeBody(70 * MiB, declared));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var answer = await gateway.GetAsync(Questions.Hour(0));

        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        answer.Problem(HttpStatusCode.BadGateway, "upstream-invalid-response").Detail.ShouldContain($"larger than {64 * MiB} bytes");
        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(2); // not tried again
        (allocated / MiB).ShouldBeLessThan(mostMiB);
        gateway.Sandbox.JdCloudFaults.Clear();
        (await gateway.GetAsync(Questions.Hour(0))).BandwidthFlow().Complete.ShouldBeTrue();
    }

    [Fact]
    public async Task Twenty_huge_answers_reuse_the_memory_of_the_first()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup().With(("Upstream:MaxResponseBytes", "4 MiB")));
        gateway.Sandbox.TencentFaults.Always(Fault.HugeBody(5 * MiB));
        const string Ask = "account=qcloud&month=2018-04";
        (await gateway.Monthly95Async(Ask)).Problem(HttpStatusCode.BadGateway, "upstream-invalid-response");
        var before = GC.GetTotalAllocatedBytes(precise: true);

        for (var i = 0; i < 20; i++)
        {
            (await gateway.Monthly95Async(Ask)).Problem(HttpStatusCode.BadGateway, "upstream-invalid-response");
        }

        ((GC.GetTotalAllocatedBytes(precise: true) - before) / MiB).ShouldBeLessThan(60);
    }

    [Fact]
    public async Task Bound_is_the_configured_one()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup().With(("Upstream:MaxResponseBytes", "4 KiB")));

        (await gateway.GetAsync("/api/v1/bandwidth-flow?domain=play.live.com")).BandwidthFlow().Complete.ShouldBeTrue();
        (await gateway.BandwidthFlowAsync("domain=play.live.com&start=2018-06-01&end=2018-06-02")).Problem().Code.ShouldBe("upstream-invalid-response");
    }
}
