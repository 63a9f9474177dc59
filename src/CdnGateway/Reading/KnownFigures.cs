using CdnGateway.Providers;
using CdnGateway.Store;

namespace CdnGateway.Reading;

/// <summary>What is kept that answers a question for reported figures, and when it is to be asked for again.</summary>
internal sealed class KnownFigures(KeptPoints kept, TimeProvider time)
{
    /// <summary>Null when nothing is kept that answers it.</summary>
    /// <remarks>
    /// A domain's figure is in the answer for the whole account as well. As long as that one is good it is the one that counts: a second answer about
    /// the same figure, kept beside it, could be another one for good.
    /// </remarks>
    public async ValueTask<KeptFigures?> ReadAsync(
        ICdnProvider provider, BillingQuery query, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        var part = await ReadPartAsync(provider, query, cancellationToken);
        if (part is not null && !IsDue(provider, query, part, notBefore))
        {
            return part;
        }

        var own = await kept.TryReadFiguresAsync(provider.Account.Name, query, cancellationToken);
        return own is null || part?.AskedAt > own.AskedAt ? part : own;
    }

    /// <param name="provider">Whose.</param>
    /// <param name="query">The question.</param>
    /// <param name="known">What is kept.</param>
    /// <param name="notBefore">Unless it is settled, what was reported earlier is due as well; null: not.</param>
    public bool IsDue(ICdnProvider provider, BillingQuery query, KeptFigures? known, DateTimeOffset? notBefore) => DueAt(provider, query, known) is var due
        && (due <= time.GetUtcNow().ToUnixTimeSeconds() || (due != RefreshRule.Never && known!.AskedAt < notBefore));

    /// <summary>In Unix seconds.</summary>
    public static long DueAt(ICdnProvider provider, BillingQuery query, KeptFigures? known) =>
        known is null
            ? RefreshRule.AtOnce
            : RefreshRule.Of(provider.Account).DueAt(
                query.Period.Window.End.ToUnixTimeSeconds(),
                (uint)known.AskedAt.ToUnixTimeSeconds(),
                known.Figures is not { All: null, Domains.Count: 0 });

    /// <summary>What the whole account's answer says of the one domain that is asked for; the overlay of several is in no other answer.</summary>
    private async ValueTask<KeptFigures?> ReadPartAsync(ICdnProvider provider, BillingQuery query, CancellationToken cancellationToken)
    {
        if (query.Domains is not [var domain] || !provider.Capabilities.HasFlag(Capabilities.ReportsAccount))
        {
            return null;
        }

        var whole = await kept.TryReadFiguresAsync(provider.Account.Name, query with { Domains = [] }, cancellationToken);
        return whole?.Figures.Domains.TryGetValue(domain, out var figure) is true
            ? whole with { Figures = new ReportedFigures(whole.Figures.ProviderAccountId, Only(domain, figure), All: figure) }
            : null;
    }

    private static Dictionary<string, ReportedFigure> Only(string domain, ReportedFigure figure) => new(StringComparer.Ordinal) { [domain] = figure };
}
