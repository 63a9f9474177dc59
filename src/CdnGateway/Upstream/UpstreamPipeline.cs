using CdnGateway.Providers;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace CdnGateway.Upstream;

/// <summary>
/// The resilience of an account: total timeout → retry → permit → observation → circuit breaker → attempt timeout → the attempt.
/// Providers put their errors into HTTP 200, so it wraps whole attempts and decides on what they were classified as.
/// </summary>
internal static class UpstreamPipeline
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(500);

    public static ResiliencePipeline<ProviderResult> Build(
        UpstreamOptions options,
        AccountHealth health,
        PermitStrategy permit,
        ObservationStrategy observation,
        UpstreamLog log,
        TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder<ProviderResult> { TimeProvider = time };
        builder.AddTimeout(options.TotalTimeout);
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(RetryOptions(options.MaxRetries));
        }

        return builder
            .AddStrategy(_ => permit)
            .AddStrategy(_ => observation)
            .AddCircuitBreaker(CircuitOptions(health, log))
            .AddTimeout(options.AttemptTimeout)
            .Build();
    }

    private static RetryStrategyOptions<ProviderResult> RetryOptions(int maxRetries) => new()
    {
        MaxRetryAttempts = maxRetries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = FirstBackoff,
        ShouldHandle = args => ValueTask.FromResult(ShouldRetry(ProviderCall.Of(args.Context), args.Outcome.Result?.Failure)),
        DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result?.Failure?.RetryAfter),
        OnRetry = args =>
        {
            ProviderCall.Of(args.Context).Attempt++;
            return ValueTask.CompletedTask;
        },
    };

    private static bool ShouldRetry(ProviderCall call, ProviderFailure? failure)
    {
        call.LastFailure = failure;
        return failure is not null
            && (failure.RetryAfter ?? TimeSpan.Zero) < call.Remaining
            && failure.Retry switch
            {
                Retry.Yes => true,
                Retry.Once => call.Attempt == 1,
                _ => false,
            };
    }

    /// <remarks>
    /// It opens only when a provider is plainly down under load: of at least 40 attempts in 15 seconds fewer than one in twenty came back.
    /// A few dashboards that poll a dead provider stay below that, and their quota limits them; a refused key or a "no" never opens it.
    /// </remarks>
    private static CircuitBreakerStrategyOptions<ProviderResult> CircuitOptions(AccountHealth health, UpstreamLog log) => new()
    {
        FailureRatio = 0.95,
        MinimumThroughput = 40,
        SamplingDuration = TimeSpan.FromSeconds(15),
        BreakDuration = TimeSpan.FromSeconds(10),
        StateProvider = health.Circuit,
        ShouldHandle = args => ValueTask.FromResult(
            args.Outcome.Exception is TimeoutRejectedException
            || args.Outcome.Result?.Failure?.Kind is FailureKind.Unavailable or FailureKind.Timeout),
        OnOpened = args =>
        {
            log.CircuitOpened(args.BreakDuration.TotalSeconds);
            return ValueTask.CompletedTask;
        },
        OnClosed = _ =>
        {
            log.CircuitClosed();
            return ValueTask.CompletedTask;
        },
    };
}
