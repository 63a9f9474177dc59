using CdnGateway.Providers;
using CdnGateway.Upstream.Quota;
using Polly;
using Polly.Timeout;

namespace CdnGateway.Upstream;

/// <summary>The one way to an API of an account's provider: its pipeline, its quota and its health. One an API of an account, for the process's life.</summary>
internal sealed class UpstreamChannel : IDisposable, IAsyncDisposable
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMilliseconds(500);

    private readonly UpstreamLog _log;
    private readonly UpstreamOptions _options;
    private readonly TimeProvider _time;
    private readonly IQuota _quota;
    private readonly ResiliencePipeline<ProviderResult> _pipeline;

    /// <param name="account">Whose provider.</param>
    /// <param name="api">Which of the account's.</param>
    /// <param name="options">Timeouts and retries.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <param name="quota">The account's, to be disposed with the channel; null for one that this process has to itself.</param>
    public UpstreamChannel(
        CdnAccount account, ProviderApi api, UpstreamOptions options, TimeProvider time, ILogger<UpstreamChannel> logger, IQuota? quota = null)
    {
        _log = new UpstreamLog(logger, account.Name, api.Name);
        _options = options;
        _time = time;
        _quota = quota ?? OwnQuota(api, time);
        _pipeline = UpstreamPipeline.Build(
            options, Health, new PermitStrategy(_quota, api.Window, _log), new ObservationStrategy(Health, _log, time), _log, time);
    }

    /// <summary>The quota of an API that no other replica calls.</summary>
    /// <param name="api">Whose.</param>
    /// <param name="time">The clock.</param>
    /// <param name="share">The part of it that the background may use, so that the rest is always free for requests.</param>
    public static IQuota OwnQuota(ProviderApi api, TimeProvider time, double share = 0.5) =>
        new SlidingLogRateLimiter(api.Calls, api.Window, MarginOf(api.Window), time, share);

    /// <summary>How much closer together two calls may come on their way to the provider (docs/decisions/0003-exact-quota.md).</summary>
    /// <remarks>
    /// Half a second costs one call in a hundred of a minute's quota and would cost every third of a second's, so it is a fifth of a window at the
    /// most. What a fifth of a second does not cover, such as a lost packet sent again, costs one refusal that is tried again.
    /// </remarks>
    public static TimeSpan MarginOf(TimeSpan window) => window / 5 is var fifth && fifth < LongestMargin ? fifth : LongestMargin;

    /// <summary>The name of an API's channel among the services.</summary>
    public static string KeyOf(CdnAccount account, ProviderApi api) => $"{account.Name}/{api.Name}";

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
