using CdnGateway.UnitTests.Clock;
using CdnGateway.Upstream.Quota;

namespace CdnGateway.UnitTests.Upstream.Quota;

/// <summary>
/// Plays random callers, who come, hold, send, fail, give up and come again, against the limiter and the plain model side by side on a fake
/// clock, one millisecond at a time, and compares the two after every single thing that happens.
/// </summary>
internal sealed class QuotaPlay : IDisposable
{
    private readonly record struct Caller(
        Task<QuotaLease> Answer, bool IsInteractive, CancellationTokenSource Patience, CancellationTokenSource Promotion);

    private readonly record struct Held(int Caller, QuotaLease Lease, int Until, bool Sends);

    public const int Forever = int.MaxValue;

    private readonly Random _random;
    private readonly string _seed;
    private readonly FakeClock _clock = new();
    private readonly PlainQuota _model;
    private readonly SortedDictionary<int, Caller> _waiting = [];
    private readonly List<Held> _held = [];
    private readonly List<int> _comeBack = [];
    private readonly int _longestHold;
    private readonly double _arrivals;
    private readonly double _failures;
    private readonly double _background;
    private readonly bool _patient;
    private int _now;
    private int _callers;

    public QuotaPlay(int seed, bool patient = false)
    {
        _patient = patient;
        _random = new Random(seed);
        Limit = _random.Next(1, 7);
        Window = _random.Next(10, 150);
        Span = Window + _random.Next(0, 20);
        _longestHold = _random.Next(3) == 0 ? 0 : _random.Next(1, Span);
        _arrivals = (double)Limit / Span * (0.3 + _random.NextDouble() * 2);
        _failures = _random.NextDouble() * 0.4;
        _background = _random.Next(3) * 0.4;
        var part = _random.NextDouble();
        Share = Math.Max(1, (int)(Limit * part));
        _seed = $"seed {seed}: limit {Limit}, share {Share}, window {Window}, margin {Span - Window}, longest hold {_longestHold}";
        _model = new PlainQuota(Limit, Share, Span);
        Limiter = new SlidingLogRateLimiter(Limit, Ms(Window), Ms(Span - Window), _clock, part);
    }

    public int Limit { get; }

    public int Share { get; }

    public int Window { get; }

    public int Span { get; }

    public SlidingLogRateLimiter Limiter { get; }

    public IReadOnlyList<int> Sends => _model.Sends;

    /// <summary>Callers in the order in which they were granted; callers are numbered as they come.</summary>
    public List<int> Grants { get; } = [];

    /// <summary>Those in the background whom a request joined while they waited.</summary>
    public HashSet<int> Promoted { get; } = [];

    public HashSet<int> Background { get; } = [];

    public bool Settled => _waiting.Count == 0 && _held.Count == 0;

    public TimeSpan? NextTimer => _clock.NextDue;

    public string Because(string what) => $"{what} at {_now} ({_seed})";

    public async Task MoveAsync(bool callersCome)
    {
        await TickAsync();
        await LetGoAsync();
        if (!callersCome)
            return;

        for (var again = _comeBack.RemoveAll(at => at <= _now); again > 0; again--)
            await ArriveAsync(Patience(), ComesWithRequest());
        if (_random.NextDouble() < _arrivals)
            await ArriveAsync(Patience(), ComesWithRequest());
        if (_random.NextDouble() < 0.02)
            await PromoteAsync();
        if (_waiting.Count > 0 && _random.NextDouble() < 0.02)
            await GiveUpAsync(_waiting.Keys.ElementAt(_random.Next(_waiting.Count)));
        if (_random.NextDouble() < 0.002)
            await PauseAsync(_random.Next(2 * Span));
    }

    public async Task<int> ArriveAsync(int longestWait, bool isInteractive)
    {
        var caller = _callers++;
        var patience = new CancellationTokenSource();
        var promotion = new CancellationTokenSource();
        var wait = longestWait == Forever ? Timeout.InfiniteTimeSpan : Ms(longestWait);
        var answer = Limiter.AcquireAsync(new Urgency(isInteractive, promotion.Token), wait, patience.Token);
        _waiting.Add(caller, new(answer.AsTask(), isInteractive, patience, promotion));
        if (!isInteractive)
            Background.Add(caller);
        _model.Arrive(caller, _now, longestWait, isInteractive);
        await CompareAsync("arrival");
        return caller;
    }

    /// <summary>What is held is sent now.</summary>
    public async Task SendAllAsync()
    {
        for (var i = 0; i < _held.Count; i++)
            _held[i] = _held[i] with { Until = _now, Sends = true };
        await LetGoAsync();
    }

    /// <summary>One millisecond in which everybody is prompt and nobody comes.</summary>
    public async Task TickPromptlyAsync()
    {
        await TickAsync();
        await SendAllAsync();
    }

    public void Dispose() => Limiter.Dispose();

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private bool ComesWithRequest() => _random.NextDouble() >= _background;

    private int Patience() => _patient ? Forever : _random.Next(4) switch { 0 => Forever, 1 => 0, _ => _random.Next(3 * Span) };

    private async Task TickAsync()
    {
        _now++;
        _clock.Advance(Ms(1));
        _model.Serve(_now);
        await CompareAsync("time");
    }

    private async Task LetGoAsync()
    {
        foreach (var held in _held.Where(h => h.Until <= _now).ToList())
        {
            _held.Remove(held);
            if (held.Sends)
            {
                held.Lease.MarkSent();
                _model.Send(held.Caller, _now);
            }

            held.Lease.Dispose();
            if (!held.Sends)
                _model.Return(held.Caller, _now);
            await CompareAsync(held.Sends ? "send" : "return");
        }
    }

    private async Task GiveUpAsync(int caller)
    {
        _waiting.Remove(caller, out var waiter);
        _model.Cancel(caller);
        await waiter.Patience.CancelAsync();
        waiter.Answer.IsCanceled.ShouldBeTrue(Because("cancel"));
        Dispose(waiter);
        await CompareAsync("cancel");
    }

    private async Task PromoteAsync()
    {
        var waiting = _waiting.Where(w => !w.Value.IsInteractive && !Promoted.Contains(w.Key)).Select(w => w.Key).ToList();
        if (waiting.Count == 0)
            return;

        var caller = waiting[_random.Next(waiting.Count)];
        Promoted.Add(caller);
        _model.Promote(caller, _now);
        await _waiting[caller].Promotion.CancelAsync();
        await CompareAsync("promotion");
    }

    private async Task PauseAsync(int duration)
    {
        Limiter.Pause(Ms(duration));
        _model.Pause(_now, duration);
        await CompareAsync("pause");
    }

    private async Task CompareAsync(string what)
    {
        foreach (var (number, caller) in _waiting.ToList())
        {
            var answered = _model.Answers.TryGetValue(number, out var wait);
            caller.Answer.IsCompleted.ShouldBe(answered, Because($"{what}: caller {number} answered"));
            if (!answered)
                continue;

            _waiting.Remove(number);
            Dispose(caller);
            Take(number, await caller.Answer, wait, what);
        }

        Limiter.Remaining.ShouldBe(_model.Remaining(_now), Because($"{what}: remaining"));
        Limiter.Waiting.ShouldBe(_model.Waiting, Because($"{what}: queue"));
    }

    private void Take(int caller, QuotaLease lease, int? wait, string what)
    {
        lease.RetryAfter.ShouldBe(wait is { } told ? Ms(told) : null, Because($"{what}: wait of caller {caller}"));
        lease.IsAcquired.ShouldBe(wait is null, Because($"{what}: grant of caller {caller}"));
        if (wait is null)
        {
            Grants.Add(caller);
            _held.Add(new(caller, lease, _now + _random.Next(_longestHold + 1), _random.NextDouble() >= _failures));
        }
        else if (_random.Next(2) == 0)
        {
            _comeBack.Add(_now + wait.Value);
        }
    }

    private static void Dispose(Caller caller)
    {
        caller.Patience.Dispose();
        caller.Promotion.Dispose();
    }
}
