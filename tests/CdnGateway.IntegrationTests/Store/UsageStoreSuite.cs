using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.IntegrationTests.Store;

/// <summary>What a store promises, whichever database keeps its word.</summary>
public abstract partial class UsageStoreSuite : IAsyncLifetime
{
    private const int Day = 288;
    private static readonly DateTimeOffset Asked = new(2018, 6, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly List<IUsageStore> _stores = [];
    private IUsageStore _store = null!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await CreateDatabaseAsync();
        _store = await OpenAsync(Curves.Jd, Curves.Other);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        await DropDatabaseAsync();
    }

    private protected abstract Task CreateDatabaseAsync();

    private protected abstract ValueTask DropDatabaseAsync();

    /// <summary>Another store on the test's database.</summary>
    private protected abstract IUsageStore Create();

    /// <summary>Changes the database behind the store's back.</summary>
    private protected abstract Task ExecuteAsync(string sql);

    [Fact]
    public async Task Answer_comes_back_as_it_was_given()
    {
        var window = Curves.Window(200, 3 * Day);
        var answer = Curves.Answer(window, 1);

        await _store.KeepAsync("jd", Curves.Domain, answer, Asked, Cancellation);

        var kept = await ReadAsync(window);
        Curves.Shown(kept).ShouldBe(Curves.Shown(Taken(window, (answer, Asked))));
        kept.Points.Missing.ShouldBe(0);
        kept.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Curve_that_was_never_kept_is_empty_and_was_never_asked_for()
    {
        var kept = new KeptSeries(Curves.Window(0, Day));
        kept.Take(Curves.Answer(kept.Window, 1), 5);
        kept.Version = 9;

        await _store.ReadAsync("jd", "never.example.com", kept, Cancellation);

        kept.Points.Received.ShouldBe(0);
        kept.AskedAt.ToArray().ShouldAllBe(at => at == 0);
        kept.Version.ShouldBe(0);
    }

    [Fact]
    public async Task Asked_for_and_absent_is_not_never_asked_for()
    {
        await _store.KeepAsync("jd", Curves.Domain, new UsageSeries(Curves.Window(10, 5)), Asked, Cancellation);

        var kept = await ReadAsync(Curves.Window(8, 9));

        kept.Points.Received.ShouldBe(0);
        Enumerable.Range(0, 9).Select(kept.WasAsked).ShouldBe([false, false, true, true, true, true, true, false, false]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Later_asking_wins_whichever_is_written_first(bool laterFirst)
    {
        var window = Curves.Window(0, 10);
        var (older, newer) = ((Curves.Answer(window, 1), Asked), (Curves.Answer(Curves.Window(5, 10), 2), Asked.AddMinutes(5)));

        foreach (var (answer, at) in laterFirst ? new[] { newer, older } : [older, newer])
        {
            await _store.KeepAsync("jd", Curves.Domain, answer, at, Cancellation);
        }

        Curves.Shown(await ReadAsync(Curves.Window(0, 20))).ShouldBe(Curves.Shown(Taken(Curves.Window(0, 20), older, newer)));
    }

    [Fact]
    public async Task Answer_with_a_hole_loses_no_point_and_an_older_answer_fills_one()
    {
        var window = Curves.Window(0, 6);
        await _store.KeepAsync("jd", Curves.Domain, Curves.Answer(window, 1, i => i == 3), Asked, Cancellation);
        await _store.KeepAsync("jd", Curves.Domain, Curves.Answer(window, 2, i => i < 4), Asked.AddHours(1), Cancellation);
        await _store.KeepAsync("jd", Curves.Domain, Curves.Answer(window, 3), Asked.AddHours(-1), Cancellation);

        var kept = await ReadAsync(window);

        Enumerable.Range(0, 6).Select(i => kept.Points.BandwidthAt(i) / 10_000_000_000).ShouldBe([1, 1, 1, 3, 2, 2]);
        kept.AskedAt.ToArray().ShouldAllBe(at => at == Asked.AddHours(1).ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(287, 2)]
    [InlineData(100, 40)]
    [InlineData(-400, 1500)]
    [InlineData(Day * 28, Day * 4)]
    [InlineData(-Day * 31, Day * 62)]
    public async Task Window_across_days_and_months_cuts_what_is_kept(int first, int count)
    {
        var (all, window) = (Curves.Window(-Day, 31 * Day), Curves.Window(first, count));
        await _store.KeepAsync("jd", Curves.Domain, Curves.Answer(all, 1, i => i % 7 == 0), Asked, Cancellation);

        Curves.Shown(await ReadAsync(window)).ShouldBe(Curves.Shown(Taken(window, (Curves.Answer(all, 1, i => i % 7 == 0), Asked))));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, long.MaxValue / 2)]
    [InlineData(long.MaxValue / 2, 0)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public async Task Extreme_values_are_exact(long bandwidth, long flow)
    {
        var answer = new UsageSeries(Curves.Window(0, 3));
        answer.Set(1, bandwidth, flow);

        await _store.KeepAsync("jd", Curves.Domain, answer, DateTimeOffset.FromUnixTimeSeconds(uint.MaxValue), Cancellation);

        var kept = await ReadAsync(answer.Window);
        (kept.Points.BandwidthAt(1), kept.Points.FlowAt(1), kept.Points.Received, kept.AskedAt[2]).ShouldBe((bandwidth, flow, 1, uint.MaxValue));
    }

    [Fact]
    public async Task Version_grows_with_every_keep_of_its_curve_and_no_other()
    {
        var window = Curves.Window(0, 3);
        for (var version = 1; version <= 3; version++)
        {
            await _store.KeepAsync("jd", Curves.Domain, Curves.Answer(window, 1), Asked, Cancellation);
            (await ReadAsync(window)).Version.ShouldBe(version);
        }

        (await ReadAsync(Curves.Window(90 * Day, 3))).Version.ShouldBe(3, "a window of which nothing is kept is of the same curve");
        (await ReadAsync(window, "jd", "img.live.com")).Version.ShouldBe(0);
    }

    [Fact]
    public async Task Accounts_and_domains_are_apart()
    {
        var window = Curves.Window(0, 3);
        await _store.KeepAsync("jd", "a.example.com", Curves.Answer(window, 1), Asked, Cancellation);
        await _store.KeepAsync("jd-2", "a.example.com", Curves.Answer(window, 2), Asked, Cancellation);
        await _store.KeepAsync("jd", "b.example.com", Curves.Answer(window, 3), Asked, Cancellation);

        (string, string)[] curves = [("jd", "a.example.com"), ("jd-2", "a.example.com"), ("jd", "b.example.com")];
        for (var i = 0; i < curves.Length; i++)
        {
            (await ReadAsync(window, curves[i].Item1, curves[i].Item2)).Points.BandwidthAt(0).ShouldBe(Curves.Answer(window, i + 1).BandwidthAt(0));
        }

        (await ReadAsync(window, "jd-2", "b.example.com")).Points.Received.ShouldBe(0);
    }

    [Theory]
    [InlineData("jd-renamed", "jdcloud", "https://opencdn.jcloud.com", "holder-1")]
    [InlineData("jd", "tencent", "https://opencdn.jcloud.com", "holder-1")]
    [InlineData("jd", "jdcloud", "http://127.0.0.1:5000", "holder-1")]
    [InlineData("jd", "jdcloud", "https://opencdn.jcloud.com", "holder-9")]
    public async Task Account_of_another_identity_has_a_history_of_its_own(string name, string provider, string origin, string holder)
    {
        var window = Curves.Window(0, 3);
        await _store.KeepAsync("jd", Curves.Domain, Curves.Answer(window, 1), Asked, Cancellation);
        var other = await OpenAsync(new KeptAccount(name, provider, origin, holder));

        (await ReadAsync(other, window, name)).Points.Received.ShouldBe(0);
        await other.KeepAsync(name, Curves.Domain, Curves.Answer(window, 2), Asked.AddDays(1), Cancellation);

        (await ReadAsync(window)).Points.BandwidthAt(0).ShouldBe(Curves.Answer(window, 1).BandwidthAt(0));
        (await ReadAsync(await OpenAsync(Curves.Jd), window)).Points.BandwidthAt(0).ShouldBe(Curves.Answer(window, 1).BandwidthAt(0));
    }

    /// <remarks>The statement that docs/operations.md gives.</remarks>
    [Fact]
    public async Task History_of_a_renamed_account_is_carried_over_by_one_update()
    {
        var window = Curves.Window(0, 3);
        await _store.KeepAsync("jd", Curves.Domain, Curves.Answer(window, 1), Asked, Cancellation);

        await ExecuteAsync("UPDATE kept_account SET name = 'jd-live', origin = 'https://opencdn.jdcloud.com' WHERE name = 'jd'");

        var renamed = await OpenAsync(Curves.Jd with { Name = "jd-live", Origin = "https://opencdn.jdcloud.com" });
        (await ReadAsync(renamed, window, "jd-live")).Points.Received.ShouldBe(3);
    }

    [Fact]
    public async Task What_was_kept_is_there_when_the_store_is_opened_again()
    {
        var window = Curves.Window(0, Day);
        await _store.KeepAsync("jd", Curves.Domain, Curves.Answer(window, 1), Asked, Cancellation);
        await _store.DisposeAsync();

        Curves.Shown(await ReadAsync(await OpenAsync(Curves.Jd), window)).ShouldBe(Curves.Shown(Taken(window, (Curves.Answer(window, 1), Asked))));
    }

    private async Task<IUsageStore> OpenAsync(params KeptAccount[] accounts)
    {
        var store = Create();
        _stores.Add(store);
        await store.OpenAsync(accounts, Cancellation);
        return store;
    }

    private Task<KeptSeries> ReadAsync(UsageWindow window, string account = "jd", string domain = Curves.Domain) => ReadAsync(_store, window, account, domain);

    private static async Task<KeptSeries> ReadAsync(IUsageStore store, UsageWindow window, string account = "jd", string domain = Curves.Domain)
    {
        var kept = new KeptSeries(window);
        await store.ReadAsync(account, domain, kept, Cancellation);
        return kept;
    }

    private static KeptSeries Taken(UsageWindow window, params (UsageSeries Answer, DateTimeOffset At)[] answers)
    {
        var taken = new KeptSeries(window);
        foreach (var (answer, at) in answers)
        {
            taken.Take(answer, (uint)at.ToUnixTimeSeconds());
        }

        return taken;
    }
}
