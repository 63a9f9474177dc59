using CdnGateway.Features.Answering;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.UnitTests.Providers;
using CdnGateway.UnitTests.Providers.Tencent;
using CdnGateway.UnitTests.Usage;

namespace CdnGateway.UnitTests.Features.Answering;

public sealed class CallBudgetTests
{
    [Theory]
    [InlineData(12_000, true)]
    [InlineData(12_001, false)]
    public void Question_is_measured_by_the_pace_of_the_api_that_gives_the_points(int calls, bool isWelcome)
    {
        var provider = new TencentV3Scene(TencentV3Stub.Steady).Provider;
        var plan = new UsagePlan(provider, default, Curves.Window(3), [new UsagePlan.Domain("www.test.com", calls, Usage: null!)], Stamped.Nothing, Hold: true);

        var complaint = CallBudget.Complaint(new TargetFilter([], [], []), [plan]);

        (complaint is null).ShouldBe(isWelcome);
    }
}
