using System.Buffers;

namespace CdnGateway.UnitTests.Providers;

/// <summary>One body in pieces, as a network hands it over.</summary>
internal static class Segments
{
    /// <summary>The body in two pieces for every place to break it, and once in pieces of a single byte.</summary>
    public static IEnumerable<ReadOnlySequence<byte>> EveryWayOf(byte[] body)
    {
        for (var at = 0; at <= body.Length; at++)
        {
            yield return Sequence([body.AsMemory(0, at), body.AsMemory(at)]);
        }

        yield return Sequence([.. Enumerable.Range(0, body.Length).Select(i => (ReadOnlyMemory<byte>)body.AsMemory(i, 1))]);
    }

    private static ReadOnlySequence<byte> Sequence(ReadOnlyMemory<byte>[] pieces)
    {
        if (pieces.Length == 0)
        {
            return ReadOnlySequence<byte>.Empty;
        }

        var first = new Segment(pieces[0], before: null);
        var last = first;
        foreach (var piece in pieces.Skip(1))
        {
            last = new Segment(piece, last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
