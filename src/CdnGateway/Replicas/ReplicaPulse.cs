using CdnGateway.Store;

namespace CdnGateway.Replicas;

/// <summary>Says that this replica is alive, and keeps its claims so; knows how many others are, and whether the database can be relied on.</summary>
internal sealed class ReplicaPulse(ReplicaTables tables, TimeProvider time, ILogger<ReplicaPulse> logger, TimeSpan? deadAfter = null)
    : IHostedService, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<long> _claims = [];
    private readonly CancellationTokenSource _end = new();
    private Task _beating = Task.CompletedTask;
    private volatile bool _isAlone;
    private volatile int _alive = 1;
    private long _lastMiss;

    /// <summary>Other for every process.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>A replica that has not been heard of for so long is dead.</summary>
    public TimeSpan DeadAfter { get; } = deadAfter ?? TimeSpan.FromSeconds(6);

    /// <summary>How many replicas were alive when the database was last heard of, this one included.</summary>
    public int Alive => _alive;

    /// <summary>True when the database has not answered for as long as makes a replica dead, until it does.</summary>
    public bool IsAlone => _isAlone;

    /// <summary>
    /// <see cref="IsAlone"/>, and the database was asked not long ago, to no avail. A process that was held up has yet to ask: the others may
    /// have the database back meanwhile.
    /// </summary>
    public bool KnowsItIsAlone => _isAlone && time.GetElapsedTime(Volatile.Read(ref _lastMiss)) < DeadAfter * 1.5;

    /// <summary>So long after one replica has the database back, every other one has it too, or no longer knows that it is alone.</summary>
    public TimeSpan AllTogetherAfter => DeadAfter * 2;

    /// <summary><see cref="IsAlone"/> has changed.</summary>
    public event EventHandler? Changed;

    private TimeSpan Interval => DeadAfter / 3;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _beating = BeatAsync();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask; // what is on its way still holds claims

    /// <summary>A claim to be kept alive.</summary>
    public void Hold(long claim)
    {
        lock (_gate)
        {
            _claims.Add(claim);
        }
    }

    public void Release(long claim)
    {
        lock (_gate)
        {
            _claims.Remove(claim);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_end.IsCancellationRequested)
        {
            return;
        }

        await _end.CancelAsync();
        await _beating;
        try
        {
            await tables.LeaveAsync(Id, CancellationToken.None);
        }
        catch (StoreFailedException)
        {
            // Then the others find out by themselves.
        }
    }

    private async Task BeatAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await BeatOnceAsync();
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (Exception broke)
            {
                logger.ReplicaBroke(broke); // a replica without a pulse would be dead to the others
            }

            await Task.Delay(Interval, time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task BeatOnceAsync()
    {
        var asked = time.GetTimestamp();
        try
        {
            _alive = await tables.BeatAsync(Id, DeadAfter, Claims(), _end.Token);
        }
        catch (StoreFailedException failure)
        {
            Volatile.Write(ref _lastMiss, asked);
            Missed(failure);
            return;
        }

        Heard();
    }

    private void Heard()
    {
        if (_isAlone)
        {
            _isAlone = false;
            logger.ReplicaTogether(_alive);
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    private void Missed(StoreFailedException failure)
    {
        var silence = time.GetElapsedTime(tables.LastContact);
        if (!_isAlone && silence >= DeadAfter)
        {
            _isAlone = true;
            logger.ReplicaAlone(silence.TotalSeconds, _alive, failure.Message);
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    private long[] Claims()
    {
        lock (_gate)
        {
            return [.. _claims];
        }
    }
}
