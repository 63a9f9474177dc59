using System.Globalization;
using System.Text.Json;
using CdnGateway.Usage;

namespace CdnGateway.Providers.Tencent;

/// <summary>The one place where Tencent's names, clock and figures become ours, and ours become Tencent's.</summary>
internal static class TencentMapping
{
    /// <summary>Tencent's name of the overlay; no domain can be called that, having one label.</summary>
    private const string Overlay = "all";

    /// <summary>No account of the world is billed for this much (10 Pbit/s); an answer that says so is wrong.</summary>
    private const decimal MostBps = 1e16m;

    private static readonly string[] TimeFormats = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <summary>Where the provider cuts an overseas month is not documented, so a label may lie a day outside; more is another month's figure.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    /// <summary>The action's own parameters. Every value is a date, a digit or a host name, so none can break the unencoded signature.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ToParameters(BillingQuery query)
    {
        yield return new("start", query.Period.First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        yield return new("end", query.Period.Last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (query.Region is { } region)
        {
            yield return new("type", region == Region.Overseas ? "2" : "1");
        }

        for (var i = 0; i < query.Domains.Count; i++)
        {
            yield return new($"hosts.{i.ToString(CultureInfo.InvariantCulture)}", query.Domains[i]);
        }
    }

    /// <param name="answer">As printed.</param>
    /// <param name="query">What was asked.</param>
    /// <param name="scrub">Blacks secrets out of the names that the provider chose and a caller will see.</param>
    /// <exception cref="JsonException">A value would give a wrong figure.</exception>
    public static ReportedFigures ToFigures(TencentAnswer answer, BillingQuery query, Func<string, string> scrub)
    {
        var domains = new Dictionary<string, ReportedFigure>(StringComparer.Ordinal);
        ReportedFigure? all = null;
        foreach (var (name, wire) in answer.Figures)
        {
            var figure = new ReportedFigure(ToPoint(wire.Data, wire.Time, query.Period), ToPoint(wire.FreeData, wire.FreeTime, query.Period));
            if (name.Equals(Overlay, StringComparison.OrdinalIgnoreCase))
            {
                all = figure;
            }
            else if (query.Domains.Count == 0 || query.Domains.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                if (!domains.TryAdd(scrub(name).ToLowerInvariant(), figure))
                {
                    throw new JsonException("one domain is given twice");
                }
            }
            else
            {
                throw new JsonException("it speaks of a domain that was not asked for");
            }
        }

        return new ReportedFigures(answer.AccountId is { } id ? scrub(id) : null, domains, all);
    }

    private static BillingPoint? ToPoint(decimal? bps, string? time, BillingPeriod period)
    {
        if (bps is not { } value)
        {
            return null;
        }

        if (value is < 0 or > MostBps)
        {
            throw new JsonException("a figure is negative or beyond reason");
        }

        return new BillingPoint((long)decimal.Round(value, MidpointRounding.AwayFromZero), ToTime(time, period));
    }

    private static DateTimeOffset? ToTime(string? text, BillingPeriod period)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (!BeijingTime.TryParseLocal(text.Trim(), TimeFormats, out var time))
        {
            throw new JsonException("a time is not one");
        }

        return time >= BeijingTime.StartOf(period.First) - Slack && time < BeijingTime.StartOf(period.Last.AddDays(1)) + Slack
            ? time
            : throw new JsonException("a figure's time lies outside of the days that were asked for");
    }
}
