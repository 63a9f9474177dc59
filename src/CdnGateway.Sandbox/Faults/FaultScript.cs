namespace CdnGateway.Sandbox.Faults;

/// <summary>
/// How a provider fails from now on. A call takes the first queued fault that fits it, once; without one, the first permanent
/// fault that fits; without that, its true answer. Thread-safe.
/// </summary>
public sealed class FaultScript
{
    private readonly Lock gate = new();
    private readonly List<Entry> once = [];
    private readonly List<Entry> always = [];

    internal FaultScript()
    {
    }

    /// <summary>Queued faults that no call has taken yet.</summary>
    public int Pending
    {
        get
        {
            lock (gate)
            {
                return once.Count;
            }
        }
    }

    /// <summary>The next call that fits gets this fault, and only that one.</summary>
    /// <param name="fault">What it gets.</param>
    /// <param name="when">Which calls fit, such as those for one domain; all, if null.</param>
    public void Enqueue(Fault fault, Predicate<ReceivedCall>? when = null)
    {
        lock (gate)
        {
            once.Add(new Entry(fault, when));
        }
    }

    /// <summary>Every call that fits gets this fault, until <see cref="Clear"/>.</summary>
    /// <param name="fault">What they get.</param>
    /// <param name="when">Which calls fit; all, if null.</param>
    public void Always(Fault fault, Predicate<ReceivedCall>? when = null)
    {
        lock (gate)
        {
            always.Add(new Entry(fault, when));
        }
    }

    /// <summary>The provider is well again. Faults that are being played go on.</summary>
    public void Clear()
    {
        lock (gate)
        {
            once.Clear();
            always.Clear();
        }
    }

    internal Fault? TakeFor(ReceivedCall call)
    {
        lock (gate)
        {
            var queued = once.FindIndex(entry => entry.Fits(call));
            if (queued < 0)
            {
                return always.Find(entry => entry.Fits(call))?.Fault;
            }

            var fault = once[queued].Fault;
            once.RemoveAt(queued);
            return fault;
        }
    }

    private sealed record Entry(Fault Fault, Predicate<ReceivedCall>? When)
    {
        public bool Fits(ReceivedCall call) => When is null || When(call);
    }
}
