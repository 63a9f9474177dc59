using CdnGateway.Contracts;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Faults;

public sealed class TencentFaultTests : FaultTableTests
{
    public static TheoryData<string> Names => [.. TencentFaults.Rows.Select(row => row.Name)];

    private protected override string Account => "qcloud";

    private protected override string AskAlone => "/api/v1/monthly-95?month=2018-04&domain=www.test.com";

    private protected override string AskBoth => "/api/v1/monthly-95?month=2017-11&domain=img.test.com&domain=play.live.com";

    [Theory]
    [MemberData(nameof(Names))]
    public Task Tencent_fails_and_the_gateway_says_how(string name) => ShouldBeToldAsync(TencentFaults.Rows.Single(row => row.Name == name));

    private protected override FaultScript FaultsOf(SandboxServer sandbox) => sandbox.TencentFaults;

    private protected override CallLog CallsOf(SandboxServer sandbox) => sandbox.TencentCalls;

    private protected override bool IsOfAlone(ReceivedCall call) => call.Parameters.GetValueOrDefault("hosts.0") == "www.test.com";

    private protected override void ShouldBeUnharmed(IReadOnlyList<Monthly95Entry> entries)
    {
        entries.Select(entry => (entry.Account, entry.Scope)).ShouldBe([("jd", "domain"), ("jd", "all")]);
        entries.ShouldAllBe(entry => entry.Samples!.Received == 8640 && entry.Standard!.BandwidthBps > 0);
    }
}
