namespace CdnGateway.Sandbox;

/// <summary>Every call that reached one provider, in the order of arrival. Thread-safe; a read is a snapshot.</summary>
public sealed class CallLog
{
    private readonly Lock gate = new();
    private readonly Queue<ReceivedCall> calls = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> waiting = [];
    private readonly int kept;
    private int total;

    internal CallLog(int kept) => this.kept = kept;

    /// <summary>Calls that arrived since the start or the last <see cref="Clear"/>, forgotten ones included.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return total;
            }
        }
    }

    /// <summary>The calls, earliest arrival first.</summary>
    public IReadOnlyList<ReceivedCall> All
    {
        get
        {
            lock (gate)
            {
                // A call is logged when it has been read, so a slow upload would stand behind a later, shorter one.
                return [.. calls.OrderBy(call => call.SinceStart)];
            }
        }
    }

    /// <summary>Forgets the calls. The provider's quota and its memory of nonces stay as they are.</summary>
    public void Clear()
    {
        lock (gate)
        {
            calls.Clear();
            total = 0;
        }
    }

    /// <summary>Completes as soon as <paramref name="count"/> calls have been logged, also those before this.</summary>
    public Task WaitForAsync(int count, CancellationToken ct)
    {
        lock (gate)
        {
            if (total >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((count, reached));
            return reached.Task.WaitAsync(ct);
        }
    }

    internal void Add(ReceivedCall call)
    {
        lock (gate)
        {
            total++;
            calls.Enqueue(call);
            while (calls.Count > kept)
            {
                calls.Dequeue();
            }

            foreach (var (_, reached) in waiting.Where(waiter => waiter.Count <= total))
            {
                reached.TrySetResult();
            }

            waiting.RemoveAll(waiter => waiter.Count <= total);
        }
    }
}
