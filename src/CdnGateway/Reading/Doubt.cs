using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.Reading;

/// <summary>A curve of which some settled days are to be asked for again.</summary>
internal sealed class Doubt
{
    private static readonly long Seconds = (long)UsageWindow.Interval.TotalSeconds;

    private readonly KeptSeries _kept;
    private readonly long _tolerance;

    private Doubt(KeptSeries kept, KeptSeries trusted, long tolerance) => (_kept, Trusted, _tolerance) = (kept, trusted, tolerance);

    /// <summary>What is kept, as if the doubted days had never been asked for.</summary>
    public KeptSeries Trusted { get; }

    /// <param name="kept">What is known.</param>
    /// <param name="coarse">The parts of it that no bill can be made of.</param>
    /// <param name="rule">When a value is settled.</param>
    /// <param name="askedBefore">Which askings are long enough ago, in Unix seconds.</param>
    /// <param name="tolerance">What rounding can make of a straight line's second difference, in bit/s.</param>
    /// <returns>Null when none of it is settled and was asked for long enough ago.</returns>
    public static Doubt? Of(KeptSeries kept, IEnumerable<UsageWindow> coarse, RefreshRule rule, long askedBefore, long tolerance)
    {
        KeptSeries? trusted = null;
        foreach (var part in coarse)
        {
            var first = part.PositionIn(kept.Window);
            for (var i = first; i < first + part.Count; i++)
            {
                var endedAt = kept.Window.Start.ToUnixTimeSeconds() + ((i + 1) * Seconds);
                if (kept.AskedAt[i] <= askedBefore && rule.IsSettled(endedAt, kept.AskedAt[i]))
                {
                    trusted ??= kept.Copy();
                    trusted.Ask(i, 0);
                }
            }
        }

        return trusted is null ? null : new Doubt(kept, trusted, tolerance);
    }

    /// <summary>The answer, and what is kept of the doubted days that are no better in it.</summary>
    /// <remarks>A provider that thins out what is old, or has nothing left of it, must not take from what it once gave.</remarks>
    public UsageSeries Better(UsageSeries answer)
    {
        var coarse = GranularityGuard.PartsWithFinding(answer, _tolerance);
        var better = new UsageSeries(answer.Window);
        better.Take(answer);
        foreach (var day in BeijingDays.Of(answer.Window))
        {
            var isCoarse = coarse.Any(part => part.Start < day.End && day.Start < part.End);
            if (isCoarse || !CarriesAsMuch(answer, day))
            {
                Restore(better, day);
            }
        }

        return better;
    }

    /// <summary>True when the day has every point that it had, and is about as busy as the doubted one was: means, and even single values of the same traffic, are no half or double of it.</summary>
    private bool CarriesAsMuch(UsageSeries answer, UsageWindow day)
    {
        var (before, now) = (Int128.Zero, Int128.Zero);
        var (from, shift) = (day.PositionIn(answer.Window), answer.Window.PositionIn(_kept.Window));
        for (var i = from; i < from + day.Count; i++)
        {
            if (IsDoubted(i + shift))
            {
                if (!answer.Has(i))
                {
                    return false; // half a day that was mended and half that was not would look like a whole one
                }

                before += _kept.Points.BandwidthAt(i + shift);
                now += answer.BandwidthAt(i);
            }
        }

        return now <= 2 * before && before <= 2 * now;
    }

    private void Restore(UsageSeries better, UsageWindow day)
    {
        var (from, shift) = (day.PositionIn(better.Window), better.Window.PositionIn(_kept.Window));
        for (var i = from; i < from + day.Count; i++)
        {
            if (IsDoubted(i + shift))
            {
                better.Set(i, _kept.Points.BandwidthAt(i + shift), _kept.Points.FlowAt(i + shift));
            }
        }
    }

    private bool IsDoubted(int index) =>
        index >= 0 && index < _kept.Window.Count && _kept.Points.Has(index) && !Trusted.WasAsked(index);
}
