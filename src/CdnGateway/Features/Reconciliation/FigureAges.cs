using System.Globalization;
using CdnGateway.Billing;
using CdnGateway.Contracts;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Reconciliation;

/// <summary>Whether a figure and the points beside it are of one time.</summary>
/// <remarks>
/// Until they are settled, providers mend points and bills. One interval that was mended in between moves the figure to its neighbour, which is what
/// a rounding looks like: a cause is named of what was read together, or is final.
/// </remarks>
internal static class FigureAges
{
    /// <summary>Two that were asked for by one question are hardly further apart.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(20);

    /// <summary>Whether a difference may be one of time alone; null when it is not.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="period">The billed days.</param>
    /// <param name="figure">The age of the reported figure.</param>
    /// <param name="points">Those of the computed one.</param>
    public static Apart? Between(CdnAccount account, BillingPeriod period, Freshness figure, IReadOnlyCollection<DomainUsage> points)
    {
        if (figure.StaleReason is { } reason)
        {
            return new Apart(
                $"The reported figure is of {Text(figure.FetchedAt)} and cannot be had anew, so that it may be older than the points: {reason.Detail}", IsCurable: false);
        }

        if (points.FirstOrDefault(p => p.Source == UsageSource.Stale) is { } stale)
        {
            return new Apart(
                $"The points are of {Text(stale.FetchedAt)} and cannot be had anew, so that they may be older than the reported figure: {stale.Failure!.Detail}", IsCurable: false);
        }

        var settled = period.Window.End + account.SettleAfter;
        var isYoung = figure.FetchedAt < settled;
        DateTimeOffset[] times = [.. points.Where(p => isYoung || p.YoungAskedAt is not null).SelectMany(p => new[] { p.YoungAskedAt ?? p.FetchedAt, p.FetchedAt })];
        return Array.TrueForAll(times, time => (time - figure.FetchedAt).Duration() <= Together)
            ? null
            : new Apart(
                $"The reported figure is of {Text(figure.FetchedAt)}, the points are of {Text(times.Min(), times.Max())}, and until {Text(settled)} either may change; ask again then.",
                IsCurable: true);
    }

    private static string Text(DateTimeOffset first, DateTimeOffset last) => Text(first) == Text(last) ? Text(first) : $"{Text(first)} to {Text(last)}";

    private static string Text(DateTimeOffset time) => time.ToOffset(BeijingTime.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}

/// <summary>A figure and points that are of different times.</summary>
/// <param name="Why">For the caller.</param>
/// <param name="IsCurable">Whether asking for the figure again may bring them together.</param>
internal sealed record Apart(string Why, bool IsCurable);
