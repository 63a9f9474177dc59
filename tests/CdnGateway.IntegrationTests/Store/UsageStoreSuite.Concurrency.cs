using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.IntegrationTests.Store;

public abstract partial class UsageStoreSuite
{
    [Fact]
    public async Task Nothing_is_lost_when_two_stores_keep_windows_of_one_day_at_once()
    {
        IUsageStore[] stores = [_store, await OpenAsync(Curves.Jd)];
        var answers = Enumerable.Range(0, 96).Select(i => (Answer: Curves.Answer(Curves.Window(i * 3, 4), i + 1), At: Asked.AddSeconds(i))).ToArray();

        await Parallel.ForEachAsync(answers.Index(), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancellation }, async (item, cancellation) =>
            await stores[item.Index % 2].KeepAsync("jd", Curves.Domain, item.Item.Answer, item.Item.At, cancellation));

        var window = Curves.Window(0, 2 * Day);
        var kept = await ReadAsync(window);
        Curves.Shown(kept).ShouldBe(Curves.Shown(Taken(window, answers)));
        kept.Version.ShouldBe(answers.Length);
    }

    [Fact]
    public async Task Reader_never_sees_a_half_written_answer()
    {
        var window = Curves.Window(0, 30 * Day);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await _store.KeepAsync("jd", Curves.Domain, Curves.Answer(window, 1), Asked, Cancellation);

        var seen = Task.Run(
            async () =>
            {
                var versions = new HashSet<long>();
                while (!reading.IsCancellationRequested)
                {
                    var kept = await ReadAsync(window);
                    versions.Add(kept.Version);
                    Enumerable.Range(0, window.Count).ShouldAllBe(i => kept.Points.BandwidthAt(i) / 10_000_000_000 == kept.Version);
                }

                return versions;
            },
            Cancellation);
        for (var mark = 2; mark <= 30; mark++)
        {
            await _store.KeepAsync("jd", Curves.Domain, Curves.Answer(window, mark), Asked.AddSeconds(mark), Cancellation);
        }

        await reading.CancelAsync();
        (await seen).Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Store_does_what_a_plain_dictionary_does()
    {
        var random = new Random(20180602);
        var model = new Dictionary<long, (long Bandwidth, long Flow, bool Has, uint AskedAt)>();
        for (var round = 0; round < 120; round++)
        {
            var window = Curves.Window(random.Next(-3 * Day, 3 * Day), random.Next(4) == 0 ? random.Next(1, 5 * Day) : random.Next(1, 40));
            var answer = Curves.Answer(window, random.Next(1, 900_000), _ => random.Next(5) == 0);
            var at = Asked.AddSeconds(random.Next(60));
            await _store.KeepAsync("jd", Curves.Domain, answer, at, Cancellation);
            Apply(model, answer, (uint)at.ToUnixTimeSeconds());

            var read = await ReadAsync(Curves.Window(random.Next(-4 * Day, 4 * Day), random.Next(1, 4 * Day)));
            var expected = Enumerable.Range(0, read.Window.Count).Select(i => model.GetValueOrDefault(read.Window.TimeAt(i).ToUnixTimeSeconds()));
            Enumerable.Range(0, read.Window.Count)
                .Select(i => read.Points.Has(i)
                    ? (read.Points.BandwidthAt(i), read.Points.FlowAt(i), true, read.AskedAt[i])
                    : (0L, 0L, false, read.AskedAt[i]))
                .SequenceEqual(expected)
                .ShouldBeTrue($"Differs after round {round}.");
        }
    }

    private static void Apply(Dictionary<long, (long Bandwidth, long Flow, bool Has, uint AskedAt)> model, UsageSeries answer, uint at)
    {
        for (var i = 0; i < answer.Window.Count; i++)
        {
            var time = answer.Window.TimeAt(i).ToUnixTimeSeconds();
            var known = model.GetValueOrDefault(time);
            var (isLater, askedAt) = (at >= known.AskedAt, Math.Max(at, known.AskedAt));
            model[time] = answer.Has(i) && (isLater || !known.Has)
                ? (answer.BandwidthAt(i), answer.FlowAt(i), true, askedAt)
                : known with { AskedAt = askedAt };
        }
    }
}
