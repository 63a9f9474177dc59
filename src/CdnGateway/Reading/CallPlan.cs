using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.Reading;

/// <summary>Which calls bring a window up to date: as few as possible, and none over an interval that is settled.</summary>
/// <remarks>
/// From the oldest interval that is needed, a call reaches as far as the provider's limit, or the next interval that must not be asked for,
/// allows; then the next one begins. No cover by intervals of bounded length has fewer. A call that is made anyway takes the young intervals
/// beside it along: it costs the same, and they need no call of their own later.
/// </remarks>
internal static class CallPlan
{
    private static readonly long Seconds = (long)UsageWindow.Interval.TotalSeconds;

    private enum Need : byte
    {
        /// <summary>Settled, or somebody is at it.</summary>
        Barred,

        /// <summary>Not settled, and not due.</summary>
        Young,

        /// <summary>Never asked for, or due again.</summary>
        Due,
    }

    /// <param name="kept">What is known.</param>
    /// <param name="taken">What is being fetched already, or was tried in vain just now.</param>
    /// <param name="rule">When a value is due.</param>
    /// <param name="now">The time, in Unix seconds.</param>
    /// <param name="mostIntervals">The provider's limit of a call.</param>
    /// <returns>The windows to ask for, ascending.</returns>
    public static IReadOnlyList<UsageWindow> Of(
        KeptSeries kept, IReadOnlyList<UsageWindow> taken, RefreshRule rule, long now, int mostIntervals)
    {
        if (DueOf(kept, rule).Earliest > now)
        {
            return [];
        }

        var needs = NeedsOf(kept, taken, rule, now);
        var calls = Cover(needs, mostIntervals);
        for (var i = 0; i < calls.Count; i++)
        {
            calls[i] = Stretched(needs, calls[i], i == 0 ? 0 : calls[i - 1].To, i + 1 < calls.Count ? calls[i + 1].From : needs.Length, mostIntervals);
        }

        return [.. calls.Select(c => kept.Window.Part(c.From, c.To - c.From))];
    }

    /// <summary>True when some interval of a window is due.</summary>
    public static bool IsDueIn(KeptSeries kept, UsageWindow window, RefreshRule rule, long now)
    {
        var end = kept.Window.Start.ToUnixTimeSeconds();
        for (var i = 0; i < kept.Window.Count; i++)
        {
            end += Seconds;
            if (window.IndexOf(kept.Window.TimeAt(i)) >= 0 && rule.DueAt(end, kept.AskedAt[i], kept.Points.Has(i)) <= now)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>When the next interval of the series is due, and how many never were asked for.</summary>
    public static (long Earliest, int NeverAsked) DueOf(KeptSeries kept, RefreshRule rule)
    {
        var end = kept.Window.Start.ToUnixTimeSeconds();
        var earliest = RefreshRule.Never;
        var neverAsked = 0;
        var asked = kept.AskedAt;
        for (var i = 0; i < asked.Length; i++)
        {
            end += Seconds;
            earliest = Math.Min(earliest, rule.DueAt(end, asked[i], kept.Points.Has(i)));
            neverAsked += asked[i] == 0 ? 1 : 0;
        }

        return (earliest, neverAsked);
    }

    private static Need[] NeedsOf(KeptSeries kept, IReadOnlyList<UsageWindow> taken, RefreshRule rule, long now)
    {
        var needs = new Need[kept.Window.Count];
        var end = kept.Window.Start.ToUnixTimeSeconds();
        for (var i = 0; i < needs.Length; i++)
        {
            end += Seconds;
            needs[i] = rule.DueAt(end, kept.AskedAt[i], kept.Points.Has(i)) switch
            {
                RefreshRule.Never => Need.Barred,
                var due when due <= now => Need.Due,
                _ => Need.Young,
            };
        }

        foreach (var window in taken)
        {
            for (var i = 0; i < window.Count; i++)
            {
                if (kept.Window.IndexOf(window.TimeAt(i)) is >= 0 and var index)
                {
                    needs[index] = Need.Barred;
                }
            }
        }

        return needs;
    }

    private static List<(int From, int To)> Cover(Need[] needs, int mostIntervals)
    {
        var calls = new List<(int From, int To)>();
        for (var from = 0; from < needs.Length; from++)
        {
            if (needs[from] != Need.Due)
            {
                continue;
            }

            var to = from + 1;
            for (var i = to; i < needs.Length && i - from < mostIntervals && needs[i] != Need.Barred; i++)
            {
                to = needs[i] == Need.Due ? i + 1 : to;
            }

            calls.Add((from, to));
            from = to - 1;
        }

        return calls;
    }

    private static (int From, int To) Stretched(Need[] needs, (int From, int To) call, int least, int most, int mostIntervals)
    {
        var (from, to) = call;
        while (to < most && to - from < mostIntervals && needs[to] == Need.Young)
        {
            to++;
        }

        while (from > least && to - from < mostIntervals && needs[from - 1] == Need.Young)
        {
            from--;
        }

        return (from, to);
    }
}
