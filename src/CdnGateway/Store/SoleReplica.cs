using CdnGateway.Usage;

namespace CdnGateway.Store;

/// <summary>A replica on its own, whose claims nobody contests.</summary>
internal sealed class SoleReplica : IClaims
{
    public ValueTask<IAsyncDisposable?> TryClaimAsync(
        string account, string subject, UsageWindow window, long version, CancellationToken cancellationToken) => new(UncontestedClaim.Instance);

    public Task WaitAsync(string account, string subject, UsageWindow window, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>A claim that nobody was asked about: there is nobody to ask, or no way to.</summary>
internal sealed class UncontestedClaim : IAsyncDisposable
{
    public static IAsyncDisposable Instance { get; } = new UncontestedClaim();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
