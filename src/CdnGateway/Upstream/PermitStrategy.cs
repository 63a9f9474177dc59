using CdnGateway.Providers;
using CdnGateway.Upstream.Quota;
using Polly;

namespace CdnGateway.Upstream;

/// <summary>Every attempt costs a permit of the account's quota, and few are on their way at a time.</summary>
/// <remarks>
/// The permit comes first, so that whoever cannot have one in time is told so at once; the second gate bounds what the answers
/// on their way can take of the memory (so many times <see cref="UpstreamOptions.MaxResponseBytes"/>).
/// </remarks>
internal sealed class PermitStrategy(SlidingLogRateLimiter quota, UpstreamLog log) : ResilienceStrategy<ProviderResult>
{
    private const int MostOnTheirWay = 16;

    /// <summary>What an attempt needs at the least; whose turn comes later than that before the deadline is told so in place of running into it.</summary>
    private static readonly TimeSpan LeastAttempt = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _onTheirWay = new(MostOnTheirWay);

    protected override async ValueTask<Outcome<ProviderResult>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<ProviderResult>>> callback,
        ResilienceContext context,
        TState state)
    {
        var call = ProviderCall.Of(context);
        using var permit = await quota.AcquireAsync(WaitOf(call), context.CancellationToken);
        if (!permit.IsAcquired)
        {
            log.QuotaExhausted(call.Action, permit.RetryAfter?.TotalSeconds ?? 0);
            return Outcome.FromResult(new ProviderResult(
                call.LastFailure is { } cause ? NotTriedAgain(cause, permit.RetryAfter) : Exhausted(permit.RetryAfter)));
        }

        await _onTheirWay.WaitAsync(context.CancellationToken);
        try
        {
            call.Permit = permit;
            var outcome = await callback(context, state);
            if (outcome.Result?.Failure is { Kind: FailureKind.QuotaExhausted, RetryAfter: { } wait })
            {
                quota.Pause(wait < UpstreamChannel.QuotaWindow ? wait : UpstreamChannel.QuotaWindow);
            }

            return outcome;
        }
        finally
        {
            _onTheirWay.Release();
        }
    }

    public static ProviderFailure Exhausted(TimeSpan? wait) => new(
        FailureKind.QuotaExhausted,
        "The account's calls are used up for now; the next one would be sent too late for this request.")
    {
        RetryAfter = wait,
    };

    /// <remarks>The caller hears of what went wrong at the provider, not of the quota that only kept it from being tried again.</remarks>
    private static ProviderFailure NotTriedAgain(ProviderFailure cause, TimeSpan? wait) => cause with
    {
        Detail = $"{cause.Detail} The account's calls are used up for now, so it was not tried again.",
        Retry = Retry.Never,
        RetryAfter = wait,
    };

    private static TimeSpan WaitOf(ProviderCall call) =>
        call.Remaining > LeastAttempt ? call.Remaining - LeastAttempt : TimeSpan.Zero;
}
