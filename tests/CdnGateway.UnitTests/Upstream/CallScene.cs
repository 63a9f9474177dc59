using CdnGateway.Providers;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Providers;
using CdnGateway.Upstream;

namespace CdnGateway.UnitTests.Upstream;

internal sealed record Answer(string Text);

internal delegate Task<ProviderResult<Answer>> Attempt(CancellationToken cancellationToken);

/// <summary>An account's channel on a fake clock, whose provider does what a script says; of a script the last line repeats.</summary>
internal sealed class CallScene : IDisposable
{
    private static readonly TimeSpan LongestHop = TimeSpan.FromMilliseconds(300);

    private readonly UpstreamOptions _options;

    public CallScene(UpstreamOptions? options = null, int callsPerMinute = 100)
    {
        _options = options ?? new UpstreamOptions();
        Channel = Accounts.Channel(Clock, _options, callsPerMinute);
    }

    public FakeClock Clock { get; } = new();

    public UpstreamChannel Channel { get; }

    /// <summary>When each attempt began.</summary>
    public List<TimeSpan> Attempts { get; } = [];

    public static Attempt Answers { get; } = _ => Result(new Answer("yes"));

    public static Attempt Fails(FailureKind kind, Retry retry = Retry.Never, TimeSpan? retryAfter = null) =>
        _ => Result(new ProviderFailure(kind, $"{kind}.") { Retry = retry, RetryAfter = retryAfter });

    public static Task<ProviderResult<Answer>> Result(ProviderResult<Answer> result) => Task.FromResult(result);

    /// <summary>No answer, for ever.</summary>
    public async Task<ProviderResult<Answer>> Hangs(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, Clock, cancellationToken);
        throw new InvalidOperationException("For ever is over.");
    }

    /// <summary>Something that comes so much later.</summary>
    public Attempt After(TimeSpan time, Attempt then) => async cancellationToken =>
    {
        await Task.Delay(time, Clock, cancellationToken);
        return await then(cancellationToken);
    };

    /// <summary>Begins a call; every attempt leaves on a connection of its own.</summary>
    public Task<ProviderResult<Answer>> Begin(CancellationToken cancellationToken, params Attempt[] script) =>
        Begin(CallInterest.OfRequest(), cancellationToken, script);

    public Task<ProviderResult<Answer>> Begin(CallInterest interest, CancellationToken cancellationToken, params Attempt[] script)
    {
        var next = 0;
        return Channel.CallAsync(
            "action",
            interest,
            token =>
            {
                lock (Attempts)
                {
                    Attempts.Add(Clock.Elapsed);
                }

                Departure.Leaving(new MemoryStream());
                return script[Math.Min(next++, script.Length - 1)](token);
            },
            cancellationToken);
    }

    /// <summary>Makes a call, with the clock going from one thing that is due to the next until it is over.</summary>
    public Task<ProviderResult<Answer>> CallAsync(params Attempt[] script) => FinishAsync(Begin(CancellationToken.None, script));

    public async Task<ProviderResult<Answer>> FinishAsync(Task<ProviderResult<Answer>> call)
    {
        var end = Clock.Elapsed + _options.TotalTimeout;
        while (!call.IsCompleted)
        {
            await SettleAsync(call, end);
            Clock.Advance(Clock.NextDue ?? TimeSpan.Zero);
        }

        return await call;
    }

    /// <summary>
    /// Polly hands some of its work to the thread pool. While nothing but the total timeout is due, either that is the truth or such a
    /// piece of work is still on its way, which is given the time to arrive before the clock goes on.
    /// </summary>
    private Task SettleAsync(Task call, TimeSpan end) =>
        Turns.UntilAsync(() => call.IsCompleted || (Clock.NextDue is { } due && Clock.Elapsed + due < end), LongestHop);

    public void Dispose() => Channel.Dispose();
}
