using CdnGateway.Contracts;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Faults;

public sealed class JdCloudFaultTests : FaultTableTests
{
    public static TheoryData<string> Names => [.. JdCloudFaults.Rows.Select(row => row.Name)];

    private protected override string Account => "jd";

    private protected override string AskAlone => "/api/v1/bandwidth-flow?domain=play.live.com&start=2018-06-02T17:10&end=2018-06-02T17:30";

    private protected override string AskBoth => "/api/v1/monthly-95?month=2017-11&domain=vod.live.com&domain=www.test.com";

    [Theory]
    [MemberData(nameof(Names))]
    public Task JD_fails_and_the_gateway_says_how(string name) => ShouldBeToldAsync(JdCloudFaults.Rows.Single(row => row.Name == name));

    private protected override FaultScript FaultsOf(SandboxServer sandbox) => sandbox.JdCloudFaults;

    private protected override CallLog CallsOf(SandboxServer sandbox) => sandbox.JdCloudCalls;

    private protected override bool IsOfAlone(ReceivedCall call) => call.Parameters["domain"] == "play.live.com";

    private protected override void ShouldBeUnharmed(IReadOnlyList<Monthly95Entry> entries) =>
        entries.Select(entry => entry.Standard!.BandwidthBps).ShouldBe([62615912670, 62615912670]);
}
