using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.Replicas;

/// <summary>Claims among the replicas on one database. While it cannot be reached everything is granted: better fetched twice than not at all.</summary>
internal sealed class SharedClaims(
    ReplicaTables tables, ReplicaPulse pulse, IReadOnlyList<KeptAccount> accounts, TimeProvider time, ILogger<SharedClaims> logger) : IClaims
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(150);

    private readonly Dictionary<string, KeptAccount> _accounts = accounts.ToDictionary(a => a.Name, StringComparer.Ordinal);
    private int _isFailing;

    public async ValueTask<IAsyncDisposable?> TryClaimAsync(
        string account, string subject, UsageWindow window, long version, CancellationToken cancellationToken)
    {
        if (pulse.IsAlone)
        {
            return UncontestedClaim.Instance;
        }

        try
        {
            var claim = await tables.ClaimAsync(pulse.Id, pulse.DeadAfter, _accounts[account], subject, window, version, cancellationToken);
            _isFailing = 0;
            return claim is { } id ? new Claim(this, id) : null;
        }
        catch (StoreFailedException failure)
        {
            Failed(failure);
            return UncontestedClaim.Instance;
        }
    }

    public async Task WaitAsync(string account, string subject, UsageWindow window, CancellationToken cancellationToken)
    {
        try
        {
            while (!pulse.IsAlone && await tables.IsClaimedByOthersAsync(pulse.Id, _accounts[account], subject, window, cancellationToken))
            {
                await Task.Delay(Between, time, cancellationToken);
            }
        }
        catch (StoreFailedException failure)
        {
            Failed(failure);
        }
    }

    private void Failed(StoreFailedException failure)
    {
        if (Interlocked.Exchange(ref _isFailing, 1) == 0)
        {
            logger.ClaimsFailed(failure.Message);
        }
    }

    private sealed class Claim : IAsyncDisposable
    {
        private readonly SharedClaims _claims;
        private readonly long _id;

        public Claim(SharedClaims claims, long id)
        {
            (_claims, _id) = (claims, id);
            claims.Pulse.Hold(id);
        }

        public async ValueTask DisposeAsync()
        {
            _claims.Pulse.Release(_id);
            try
            {
                await _claims.Tables.ReleaseAsync(_id, CancellationToken.None);
            }
            catch (StoreFailedException failure)
            {
                _claims.Failed(failure); // it expires by itself
            }
        }
    }

    private ReplicaPulse Pulse => pulse;

    private ReplicaTables Tables => tables;
}
