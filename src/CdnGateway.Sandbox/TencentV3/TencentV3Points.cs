using System.Globalization;
using CdnGateway.Sandbox.Billing;

namespace CdnGateway.Sandbox.TencentV3;

/// <summary>One figure of an answer; <paramref name="Text"/> is the JSON that a seed wants printed.</summary>
internal readonly record struct TencentV3Value(DateTime Time, decimal Value, string? Text = null);

/// <summary>The points of one or several domains, in the interval and metric of a query.</summary>
internal sealed class TencentV3Points(TencentV3Query query, SandboxOptions options, TencentV3Seeds seeds, BillingScript billing)
{
    // A site in Chinese has a small audience abroad.
    private const int OverseasShare = 12;

    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    private readonly DateTime until = EndOfData(query, options);

    public IEnumerable<TencentV3Value> Of(IReadOnlyList<string> domains)
    {
        for (var time = query.From; time <= query.To && time + query.Interval.Step <= until; time += query.Interval.Step)
        {
            if (At(domains, time) is { } value)
            {
                yield return value;
            }
        }
    }

    private static DateTime EndOfData(TencentV3Query query, SandboxOptions options)
    {
        var now = Beijing.Now(options.Time);
        if (query.Action == TencentV3Action.CdnData)
        {
            return now;
        }

        var delayed = now - options.TencentBillingDelay;
        var dayEnd = now.TimeOfDay < TimeSpan.FromHours(4) ? now.Date.AddDays(-1) : now.Date;
        return options.TencentBilledByTheDay && dayEnd < delayed ? dayEnd : delayed;
    }

    private TencentV3Value? At(IReadOnlyList<string> domains, DateTime time)
    {
        if (query.Interval.Step < FiveMinutes)
        {
            var parts = query.Metric == TencentV3Query.Bandwidth ? 1 : (decimal)(FiveMinutes / query.Interval.Step);
            return Sum(domains, time.AddTicks(-(time.Ticks % FiveMinutes.Ticks))) is { } whole ? new TencentV3Value(time, whole.Value / parts) : null;
        }

        if (query.Interval.Step == FiveMinutes)
        {
            return Sum(domains, time);
        }

        var steps = (int)(query.Interval.Step / FiveMinutes);
        var inside = Enumerable.Range(0, steps).Select(index => Sum(domains, time + (index * FiveMinutes))?.Value).OfType<decimal>().ToArray();
        return inside.Length == 0 ? null : new TencentV3Value(time, query.Metric == TencentV3Query.Bandwidth ? inside.Max() : inside.Sum());
    }

    private TencentV3Value? Sum(IReadOnlyList<string> domains, DateTime start)
    {
        if (domains.Count == 1)
        {
            return One(domains[0], start);
        }

        var present = domains.Select(domain => One(domain, start)).OfType<TencentV3Value>().ToArray();
        return present.Length == 0 ? null : new TencentV3Value(start, present.Sum(value => value.Value));
    }

    private TencentV3Value? One(string domain, DateTime start)
    {
        if (billing.For(domain).PointIsMissing?.Invoke(domain, start) is true)
        {
            return null;
        }

        if (seeds.TryGet(domain, start, out var seeded))
        {
            return seeded is null ? null : FromSeed(start, query.Metric == TencentV3Query.Bandwidth ? seeded.Bandwidth : seeded.Flux);
        }

        return seeds.Patterns.At(domain, start, options.Traffic) is { } bps ? new TencentV3Value(start, ValueOf(bps)) : null;
    }

    private decimal ValueOf(long bps)
    {
        var carried = query.Overseas ? bps / OverseasShare : bps;
        return query.Metric == TencentV3Query.Bandwidth ? carried : carried * 300m / 8;
    }

    private static TencentV3Value FromSeed(DateTime start, string text) => new(
        start,
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 0,
        text);
}
