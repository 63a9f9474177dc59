using CdnGateway.Reading;
using CdnGateway.Store;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Reading;

public sealed class CallPlanTests
{
    private const int Day = 86_400;

    private static readonly RefreshRule Rule = new(10 * Day);
    private static readonly long Start = Curves.Window(0).Start.ToUnixTimeSeconds();

    /// <summary>s: settled, y: young and not due, d: due, n: never asked; the digits are the calls.</summary>
    [Theory]
    [InlineData("nnnnn", 8, "00000")]
    [InlineData("nnnnn", 2, "00112")]
    [InlineData("sssss", 8, ".....")]
    [InlineData("yyyyy", 8, ".....")]
    [InlineData("snsns", 8, ".0.1.")]
    [InlineData("nyyn", 8, "0000")]
    [InlineData("nyyn", 3, "0001")]
    [InlineData("yyyn", 8, "0000")]
    [InlineData("yyyn", 2, "..00")]
    [InlineData("nyyy", 8, "0000")]
    [InlineData("ydyy", 8, "0000")]
    [InlineData("sydyys", 8, ".0000.")]
    [InlineData("nsyy", 8, "0...")]
    [InlineData("nyynyyn", 4, "0000111")]
    [InlineData("", 4, "")]
    public void Calls_cover_what_is_due_and_take_young_neighbours_along(string kept, int mostIntervals, string calls) =>
        Drawn(kept.Length, CallPlan.Of(Kept(kept), [], Rule, Now(kept), mostIntervals)).ShouldBe(calls);

    [Theory]
    [InlineData("nnnnn", 1, 2, "0..11")]
    [InlineData("nnnnn", 0, 5, ".....")]
    [InlineData("yyyny", 3, 1, ".....")]
    public void What_somebody_is_at_is_left_out(string kept, int from, int count, string calls) =>
        Drawn(kept.Length, CallPlan.Of(Kept(kept), [Curves.Window(kept.Length).Part(from, count)], Rule, Now(kept), 8)).ShouldBe(calls);

    [Fact]
    public void No_cover_has_fewer_calls_and_none_asks_for_what_is_settled()
    {
        Seeded.Runs(3000, random =>
        {
            var kept = string.Concat(Enumerable.Range(0, random.Next(0, 14)).Select(_ => "sydn"[random.Next(4)]));
            var most = random.Next(1, 6);

            var calls = CallPlan.Of(Kept(kept), [], Rule, Now(kept), most);

            calls.Count.ShouldBe(FewestCalls(kept, most), $"{kept} by {most}");
            var drawn = Drawn(kept.Length, calls);
            for (var i = 0; i < kept.Length; i++)
            {
                (drawn[i] != '.').ShouldBe(kept[i] switch { 's' => false, 'y' => drawn[i] != '.', _ => true }, $"{kept} by {most}: {drawn}");
            }

            calls.ShouldAllBe(c => c.Count <= most);
        });
    }

    /// <summary>By trying everything: the last due interval lies in some call, which may begin anywhere that is allowed.</summary>
    private static int FewestCalls(string kept, int most)
    {
        var last = kept.LastIndexOfAny(['d', 'n']);
        if (last < 0)
        {
            return 0;
        }

        var fewest = int.MaxValue;
        for (var from = last; from >= 0 && last - from < most && kept[from] != 's'; from--)
        {
            fewest = Math.Min(fewest, 1 + FewestCalls(kept[..from], most));
        }

        return fewest;
    }

    private static string Drawn(int count, IReadOnlyList<UsageWindow> calls)
    {
        var drawn = new string('.', count).ToCharArray();
        for (var call = 0; call < calls.Count; call++)
        {
            for (var i = 0; i < calls[call].Count; i++)
            {
                var index = Curves.Window(count).IndexOf(calls[call].TimeAt(i));
                drawn[index].ShouldBe('.', "no interval is asked for twice");
                drawn[index] = (char)('0' + call);
            }
        }

        return new string(drawn);
    }

    private static long Now(string kept) => Start + (kept.Length * 300) + (3 * Day);

    private static KeptSeries Kept(string states)
    {
        var kept = new KeptSeries(Curves.Window(states.Length));
        for (var i = 0; i < states.Length; i++)
        {
            var end = Start + ((i + 1) * 300);
            kept.Ask(i, states[i] switch
            {
                's' => (uint)(end + (10 * Day)),
                'y' => (uint)Now(states) - 1,
                'd' => (uint)(end + 1),
                _ => 0,
            });
        }

        return kept;
    }
}
