using CdnGateway.Store;

namespace CdnGateway.IntegrationTests.Store;

public abstract partial class UsageStoreSuite
{
    [Theory]
    [InlineData("bandwidth = flow")]
    [InlineData("flow = bandwidth")]
    [InlineData("asked = bandwidth")]
    public async Task Damaged_day_is_refused_and_stands_in_nobody_elses_way(string damage)
    {
        var (damaged, whole) = (Curves.Window(0, 3), Curves.Window(Day, 3));
        await _store.KeepAsync("jd", Curves.Domain, Curves.Answer(Curves.Window(0, 2 * Day), 1), Asked, Cancellation);
        await ExecuteAsync($"UPDATE kept_day SET {damage} WHERE day = (SELECT min(day) FROM kept_day)");
        var kept = new KeptSeries(Curves.Window(0, 2 * Day));

        var reading = await Should.ThrowAsync<StoreFailedException>(_store.ReadAsync("jd", Curves.Domain, kept, Cancellation).AsTask());
        var writing = await Should.ThrowAsync<StoreFailedException>(
            _store.KeepAsync("jd", Curves.Domain, Curves.Answer(damaged, 2), Asked, Cancellation));

        reading.Message.ShouldContain("for play.live.com of jd: What is kept of 2018-06-02 is damaged");
        writing.Message.ShouldContain("2018-06-02 is damaged");
        kept.Points.Received.ShouldBe(0);
        await _store.KeepAsync("jd", Curves.Domain, Curves.Answer(whole, 3), Asked, Cancellation);
        (await ReadAsync(whole)).Points.BandwidthAt(0).ShouldBe(Curves.Answer(whole, 3).BandwidthAt(0));
        (await ReadAsync(whole)).Version.ShouldBe(2, "a failed keep leaves nothing behind");
    }

    [Fact]
    public async Task Damaged_figures_are_refused()
    {
        await _store.KeepFiguresAsync("jd", Everything, Figures(1), Asked, Cancellation);
        foreach (var damage in new[] { "{", "null", "{\"v\":2,\"accountId\":null,\"domains\":{},\"all\":null}", "{\"v\":1,\"accountId\":null,\"all\":null}" })
        {
            await ExecuteAsync($"UPDATE kept_figures SET figures = '{damage}'");

            await Should.ThrowAsync<StoreFailedException>(_store.ReadFiguresAsync("jd", Everything, Cancellation).AsTask());
        }
    }

    [Fact]
    public async Task Store_that_is_closed_says_that_it_failed()
    {
        await _store.DisposeAsync();

        await Should.ThrowAsync<StoreFailedException>(
            _store.KeepAsync("jd", Curves.Domain, Curves.Answer(Curves.Window(0, 3), 1), Asked, Cancellation));
    }

    [Fact]
    public async Task Check_reads_and_writes()
    {
        await _store.CheckAsync(Cancellation);

        await ExecuteAsync("DROP TABLE kept_check");
        await Should.ThrowAsync<StoreFailedException>(_store.CheckAsync(Cancellation));
    }

    [Fact]
    public async Task Database_of_a_newer_version_is_refused_in_a_clear_sentence()
    {
        await PretendNewerAsync();

        var failure = await Should.ThrowAsync<StoreFailedException>(Create().OpenAsync([Curves.Jd], Cancellation));

        failure.Message.ShouldContain("of a newer version of the gateway (schema 999; this one knows");
    }

    [Fact]
    public async Task Question_that_is_given_up_before_its_turn_is_not_written()
    {
        var window = Curves.Window(0, 3);

        await Should.ThrowAsync<OperationCanceledException>(
            _store.KeepAsync("jd", Curves.Domain, Curves.Answer(window, 1), Asked, new CancellationToken(canceled: true)));

        (await ReadAsync(window)).Version.ShouldBe(0);
    }

    private protected abstract Task PretendNewerAsync();
}
