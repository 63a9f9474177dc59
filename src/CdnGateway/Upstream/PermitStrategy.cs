using CdnGateway.Providers;
using CdnGateway.Upstream.Quota;
using Polly;

namespace CdnGateway.Upstream;

/// <summary>Every attempt costs a permit of the account's quota, and few are on their way at a time.</summary>
/// <remarks>
/// The permit comes first, so that whoever cannot have one in time is told so at once; the second gate bounds what the answers
/// on their way can take of the memory (so many times <see cref="UpstreamOptions.MaxResponseBytes"/>). The background has its own gate
/// before that, or a slow provider would fill the second one with calls that nobody waits for.
/// </remarks>
internal sealed class PermitStrategy(IQuota quota, TimeSpan window, UpstreamLog log) : ResilienceStrategy<ProviderResult>
{
    private const int MostOnTheirWay = 16;
    private const int MostInBackground = MostOnTheirWay / 2;

    /// <summary>What an attempt needs at the least; whose turn comes later than that before the deadline is told so in place of running into it.</summary>
    private static readonly TimeSpan LeastAttempt = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _onTheirWay = new(MostOnTheirWay);
    private readonly SemaphoreSlim _inBackground = new(MostInBackground);

    protected override async ValueTask<Outcome<ProviderResult>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<ProviderResult>>> callback,
        ResilienceContext context,
        TState state)
    {
        var call = ProviderCall.Of(context);
        using var permit = await quota.AcquireAsync(UrgencyOf(call.Interest), WaitOf(call), context.CancellationToken);
        if (!permit.IsAcquired)
        {
            log.QuotaExhausted(call, permit.RetryAfter?.TotalSeconds ?? 0);
            return Outcome.FromResult(new ProviderResult(
                call.LastFailure is { } cause ? NotTriedAgain(cause, permit.RetryAfter) : Exhausted(permit.RetryAfter)));
        }

        call.Permit = permit;
        var isInBackground = await EnterInBackgroundAsync(call.Interest, context.CancellationToken);
        try
        {
            await _onTheirWay.WaitAsync(context.CancellationToken);
            try
            {
                return call.Interest.TrySetOut()
                    ? await SendAsync(callback, context, state)
                    : Outcome.FromException<ProviderResult>(new OperationCanceledException(call.Interest.Withdrawn));
            }
            finally
            {
                _onTheirWay.Release();
            }
        }
        finally
        {
            if (isInBackground)
            {
                _inBackground.Release();
            }
        }
    }

    private async ValueTask<Outcome<ProviderResult>> SendAsync<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<ProviderResult>>> callback,
        ResilienceContext context,
        TState state)
    {
        var hasAnswer = false;
        try
        {
            var outcome = await callback(context, state);
            hasAnswer = outcome.Result is { Failure: null };
            if (outcome.Result?.Failure is { Kind: FailureKind.QuotaExhausted, RetryAfter: { } wait })
            {
                quota.Pause(wait < window ? wait : window);
            }

            return outcome;
        }
        finally
        {
            if (!hasAnswer)
            {
                ProviderCall.Of(context).Interest.ComeBack();
            }
        }
    }

    /// <returns>Whether it holds a place in there; not when somebody waits for it, be it only by now.</returns>
    private async ValueTask<bool> EnterInBackgroundAsync(CallInterest interest, CancellationToken cancellationToken)
    {
        if (interest.IsInteractive)
        {
            return false;
        }

        using var promotedOrGone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, interest.Promoted);
        try
        {
            await _inBackground.WaitAsync(promotedOrGone.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static Urgency UrgencyOf(CallInterest interest) => new(interest.IsInteractive, interest.Promoted);

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
