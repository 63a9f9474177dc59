using CdnGateway.Providers;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace CdnGateway.Upstream;

/// <summary>Turns what the circuit breaker and the attempt timeout throw into failures, and reports how every attempt ended.</summary>
internal sealed class ObservationStrategy(AccountHealth health, UpstreamLog log, TimeProvider time) : ResilienceStrategy<ProviderResult>
{
    protected override async ValueTask<Outcome<ProviderResult>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<ProviderResult>>> callback,
        ResilienceContext context,
        TState state)
    {
        var call = ProviderCall.Of(context);
        var started = time.GetTimestamp();
        call.InAttempt = true;
        var outcome = await callback(context, state);
        call.InAttempt = outcome.Exception is OperationCanceledException;
        if (outcome.Exception is BrokenCircuitException broken)
        {
            return Outcome.FromResult(new ProviderResult(CircuitOpen(broken)));
        }

        outcome = outcome.Exception is TimeoutRejectedException ? Outcome.FromResult(new ProviderResult(TooSlow())) : outcome;
        var elapsed = time.GetElapsedTime(started).TotalMilliseconds;
        if (outcome.Result is { } result)
        {
            health.Record(result.Failure, time.GetUtcNow());
            log.ProviderCall(call, result.Failure, elapsed);
        }
        else
        {
            log.ProviderCallAbandoned(call, elapsed);
        }

        return outcome;
    }

    private static ProviderFailure CircuitOpen(BrokenCircuitException broken) => new(
        FailureKind.Unavailable,
        "The provider has been failing; no call is sent for some seconds.")
    {
        RetryAfter = broken.RetryAfter,
    };

    private static ProviderFailure TooSlow() => new(FailureKind.Timeout, "The provider did not answer in time.") { Retry = Retry.Yes };
}
