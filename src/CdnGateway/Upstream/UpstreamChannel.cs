using CdnGateway.Providers;
using CdnGateway.Upstream.Quota;
using Polly;
using Polly.Timeout;

namespace CdnGateway.Upstream;

/// <summary>The one way to an account's provider: its pipeline, its quota and its health. One an account, for the process's life.</summary>
internal sealed class UpstreamChannel : IDisposable, IAsyncDisposable
{
    /// <summary>The window of the providers' quota.</summary>
    public static readonly TimeSpan QuotaWindow = TimeSpan.FromSeconds(60);

    /// <summary>Two calls may come closer together on their way to the provider; by less than this (docs/decisions/0003-exact-quota.md).</summary>
    public static readonly TimeSpan QuotaMargin = TimeSpan.FromMilliseconds(500);

    private readonly UpstreamLog _log;
    private readonly UpstreamOptions _options;
    private readonly TimeProvider _time;
    private readonly IQuota _quota;
    private readonly ResiliencePipeline<ProviderResult> _pipeline;

    /// <param name="account">Whose provider.</param>
    /// <param name="options">Timeouts and retries.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <param name="quota">The account's, to be disposed with the channel; null for one that this process has to itself.</param>
    public UpstreamChannel(CdnAccount account, UpstreamOptions options, TimeProvider time, ILogger<UpstreamChannel> logger, IQuota? quota = null)
    {
        _log = new UpstreamLog(logger, account.Name);
        _options = options;
        _time = time;
        _quota = quota ?? OwnQuota(account, time);
        _pipeline = UpstreamPipeline.Build(
            options, Health, new PermitStrategy(_quota, _log), new ObservationStrategy(Health, _log, time), _log, time);
    }

    /// <summary>The quota of an account that no other replica calls.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="time">The clock.</param>
    /// <param name="share">The part of it that the background may use, so that the rest is always free for requests.</param>
    public static IQuota OwnQuota(CdnAccount account, TimeProvider time, double share = 0.5) =>
        new SlidingLogRateLimiter(account.CallsPerMinute, QuotaWindow, QuotaMargin, time, share);

    public AccountHealth Health { get; } = new();

    public int RemainingCalls => _quota.Remaining;

    /// <summary>Makes a call: as many attempts as it takes and may take.</summary>
    /// <param name="action">The provider's name of what is asked, for the log.</param>
    /// <param name="interest">Who waits for the answer.</param>
    /// <param name="attempt">Builds, signs, sends, reads and classifies, anew each time; throws for nothing but cancellation.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled, or nobody waits for the answer any more and there is none.</exception>
    public async Task<ProviderResult<T>> CallAsync<T>(
        string action,
        CallInterest interest,
        Func<CancellationToken, Task<ProviderResult<T>>> attempt,
        CancellationToken cancellationToken)
        where T : class
    {
        var call = new ProviderCall(action, interest, _options.TotalTimeout, _time);
        // Over the whole pipeline, for it fires only while the call waits: for quota, for its place, for a retry.
        using var unwanted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, interest.Withdrawn);
        var context = ResilienceContextPool.Shared.Get(unwanted.Token);
        context.Properties.Set(ProviderCall.Key, call);
        try
        {
            var outcome = await _pipeline.ExecuteOutcomeAsync(AttemptAsync, context, attempt);
            cancellationToken.ThrowIfCancellationRequested();
            if (outcome.Result is ProviderResult<T> { IsSuccess: true } answer)
            {
                return answer;
            }

            interest.Withdrawn.ThrowIfCancellationRequested();
            return outcome switch
            {
                { Result.Failure: { } failure } => WithAttempts(failure, call),
                { Exception: TimeoutRejectedException } => OutOfTime(call),
                { Exception: { } unexpected } => throw new InvalidOperationException($"{action} failed unexpectedly.", unexpected),
                _ => throw new InvalidOperationException($"{action} ended without a result."),
            };
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    public void Dispose() => _quota.Dispose();

    public ValueTask DisposeAsync() => _quota.DisposeAsync();

    private async ValueTask<Outcome<ProviderResult>> AttemptAsync<T>(
        ResilienceContext context,
        Func<CancellationToken, Task<ProviderResult<T>>> attempt)
        where T : class
    {
        var call = ProviderCall.Of(context);
        call.Begun++;
        using var departure = Departure.Begin(call.Permit!);
        try
        {
            return Outcome.FromResult<ProviderResult>(await attempt(context.CancellationToken));
        }
        catch (OperationCanceledException cancelled)
        {
            return Outcome.FromException<ProviderResult>(cancelled);
        }
        catch (Exception fault)
        {
            _log.AttemptBroke(ProviderCall.Of(context).Action, fault);
            return Outcome.FromResult(new ProviderResult(new ProviderFailure(FailureKind.Internal, "The gateway failed on this call.")));
        }
    }

    private static ProviderFailure WithAttempts(ProviderFailure failure, ProviderCall call) =>
        call.Begun < 2 ? failure : failure with { Detail = $"{failure.Detail} ({call.Begun} attempts)" };

    /// <remarks>A shared quota whose database hangs cannot even refuse in time; the provider has nothing to do with that.</remarks>
    private ProviderFailure OutOfTime(ProviderCall call) =>
        !call.InAttempt && call.LastFailure is { } last ? last
            : call.Permit is null ? PermitStrategy.Exhausted(wait: null)
            : new ProviderFailure(
                FailureKind.Timeout,
                $"The provider did not answer within {_options.TotalTimeout.TotalSeconds:0.###} s ({call.Begun} attempts).");
}
