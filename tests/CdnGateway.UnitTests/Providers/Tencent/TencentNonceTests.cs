using System.Collections.Concurrent;
using CdnGateway.Providers.Tencent;

namespace CdnGateway.UnitTests.Providers.Tencent;

public sealed class TencentNonceTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(41, 42)]
    [InlineData(int.MaxValue - 1, int.MaxValue)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(-1, 1)]
    public void Nonce_counts_up_and_wraps_to_one(int last, int next) => new TencentNonce(last).Next().ShouldBe(next);

    [Fact]
    public void Nonces_are_positive_and_do_not_repeat_across_the_wrap()
    {
        var nonce = new TencentNonce(int.MaxValue - 500);

        var drawn = Enumerable.Range(0, 1000).Select(_ => nonce.Next()).ToList();

        drawn.ShouldAllBe(value => value > 0);
        drawn.ShouldBeUnique();
    }

    [Fact]
    public void Nonces_drawn_at_the_same_time_differ()
    {
        var nonce = new TencentNonce(int.MaxValue - 5_000);
        var drawn = new ConcurrentBag<int>();

        Parallel.For(0, 20_000, _ => drawn.Add(nonce.Next()));

        drawn.ShouldBeUnique();
        drawn.Min().ShouldBeGreaterThan(0);
    }
}
