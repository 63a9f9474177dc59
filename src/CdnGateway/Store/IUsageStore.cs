using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Store;

/// <summary>What the gateway keeps of what providers gave, so that it is asked for once.</summary>
/// <remarks>
/// Both databases behave alike, held to it by one test suite. What is not the caller's fault is a <see cref="StoreFailedException"/>; a
/// write has happened as a whole and for good, or it has not.
/// </remarks>
internal interface IUsageStore : IAsyncDisposable
{
    /// <summary>Opens the database, brings its schema up to date and gets to know the accounts.</summary>
    Task OpenAsync(IReadOnlyList<KeptAccount> accounts, CancellationToken cancellationToken);

    /// <summary>Whether the database can be read and written right now; throws when not.</summary>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Puts what is kept of a curve into <paramref name="into"/>, over its whole window.</summary>
    ValueTask ReadAsync(string account, string domain, KeptSeries into, CancellationToken cancellationToken);

    /// <summary>Keeps an answer. Every interval of its window was asked for at <paramref name="askedAt"/>.</summary>
    /// <remarks>
    /// Interval by interval the later asking wins, whichever is written first. A point that was once given is not taken away by a later answer
    /// that lacks it: missing is not zero, and an answer with a hole must not lose a point.
    /// </remarks>
    Task KeepAsync(string account, string domain, UsageSeries answer, DateTimeOffset askedAt, CancellationToken cancellationToken);

    /// <summary>The figures that were last reported to this question; null when it was never answered.</summary>
    ValueTask<KeptFigures?> ReadFiguresAsync(string account, BillingQuery query, CancellationToken cancellationToken);

    /// <summary>Keeps reported figures; of two askings the later wins.</summary>
    Task KeepFiguresAsync(string account, BillingQuery query, ReportedFigures figures, DateTimeOffset askedAt, CancellationToken cancellationToken);
}

/// <summary>Whose points are kept. Any difference is another history: kept points are never shown for an account that did not give them.</summary>
/// <param name="Name">The account's name in the configuration.</param>
/// <param name="Provider"><c>jdcloud</c> or <c>tencent</c>.</param>
/// <param name="Origin">Where its API is: what a test double gave is not the provider's.</param>
/// <param name="Holder">Hash of who the account's holder is and of what changes the meaning of its values; no secret.</param>
internal sealed record KeptAccount(string Name, string Provider, string Origin, string Holder);

/// <param name="Figures">As the provider reported them.</param>
/// <param name="AskedAt">When.</param>
internal sealed record KeptFigures(ReportedFigures Figures, DateTimeOffset AskedAt);
