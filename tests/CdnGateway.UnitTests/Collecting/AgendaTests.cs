using CdnGateway.Collecting;
using CdnGateway.UnitTests.Providers;
using CdnGateway.UnitTests.Providers.Tencent;

namespace CdnGateway.UnitTests.Collecting;

public sealed class AgendaTests
{
    [Fact]
    public void As_many_calls_are_on_their_way_as_become_one() =>
        new Agenda(new TencentV3Scene(TencentV3Stub.Steady).Provider.Account, backfillDays: 1).MostAtOnce.ShouldBe(30);

    [Fact]
    public void Few_calls_are_on_their_way_where_each_goes_alone() =>
        new Agenda(Accounts.Named("jd"), backfillDays: 1).MostAtOnce.ShouldBe(4);
}
