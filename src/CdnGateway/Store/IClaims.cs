using CdnGateway.Usage;

namespace CdnGateway.Store;

/// <summary>Says among replicas who fetches what, so that no two fetch the same.</summary>
internal interface IClaims
{
    /// <summary>Claims a window of a curve for this replica.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="subject">The domain, or another name of what is fetched.</param>
    /// <param name="window">What is to be fetched.</param>
    /// <param name="version">The version of the series that the decision was made on; what changed since has to be read again.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <returns>The claim, to be disposed once the answer is kept; null when another replica is at a part of the window, or the series has changed.</returns>
    ValueTask<IAsyncDisposable?> TryClaimAsync(
        string account, string subject, UsageWindow window, long version, CancellationToken cancellationToken);

    /// <summary>Comes back once no other replica is at a part of the window; one that died holds nothing for more than some seconds.</summary>
    Task WaitAsync(string account, string subject, UsageWindow window, CancellationToken cancellationToken);
}
