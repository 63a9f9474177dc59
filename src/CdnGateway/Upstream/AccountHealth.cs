using CdnGateway.Providers;
using Polly.CircuitBreaker;

namespace CdnGateway.Upstream;

/// <summary>How an account's provider has been answering.</summary>
internal sealed class AccountHealth
{
    private volatile Mark? _lastSuccess;
    private volatile Mark? _lastFailure;

    public Mark? LastSuccess => _lastSuccess;

    public Mark? LastFailure => _lastFailure;

    public CircuitBreakerStateProvider Circuit { get; } = new();

    public void Record(ProviderFailure? failure, DateTimeOffset time)
    {
        if (failure is null)
        {
            _lastSuccess = new Mark(time, Failure: null);
        }
        else
        {
            _lastFailure = new Mark(time, failure);
        }
    }

    internal sealed record Mark(DateTimeOffset Time, ProviderFailure? Failure);
}
