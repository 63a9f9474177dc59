using System.Diagnostics.CodeAnalysis;

namespace CdnGateway.Collecting;

/// <summary>The calls from one five-minute border to the next, and what came of them.</summary>
/// <param name="ordered">In the order in which they are to be made.</param>
internal sealed class Round(IEnumerable<DueCall> ordered)
{
    private readonly Stack<DueCall> _left = new(ordered.Reverse());
    private readonly List<DueCall> _undone = [];

    public int Calls { get; private set; }

    public int Failures { get; private set; }

    /// <summary>Start of the oldest window that was due and is still not kept; null when there is none.</summary>
    public DateTimeOffset? OldestGap => _left.Concat(_undone).Select(call => (DateTimeOffset?)call.Window.Start).Min();

    public bool TryNext([MaybeNullWhen(false)] out DueCall call) => _left.TryPop(out call);

    public void Settle(DueCall call, Settled settled)
    {
        if (settled.Again is { } again)
        {
            _left.Push(again);
        }

        if (settled.Verdict == Verdict.OutOfQuota)
        {
            return;
        }

        Calls++;
        if (settled.Verdict != Verdict.Answered)
        {
            Failures++;
            _undone.Add(call);
        }
    }
}
