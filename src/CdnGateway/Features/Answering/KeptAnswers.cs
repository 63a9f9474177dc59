using System.Collections.Concurrent;
using CdnGateway.Reading;

namespace CdnGateway.Features.Answering;

/// <summary>Answers ready to be sent again, as long as what they say is what the store would say.</summary>
/// <remarks>Only answers that were all kept data, with nothing failing; each is forgotten at its time, or as soon as one of its curves changes.</remarks>
internal sealed class KeptAnswers(ChangeStamps stamps, TimeProvider time)
{
    /// <summary>Together; the oldest leave first.</summary>
    private const long MostBytes = 64 * 1024 * 1024;

    /// <summary>A larger one is streamed anew each time.</summary>
    public const int LargestAnswer = 1024 * 1024;

    private readonly ConcurrentDictionary<AnswerKey, Kept> _answers = new();
    private readonly Lock _gate = new();
    private readonly LinkedList<Kept> _byAge = new();
    private long _bytes;

    /// <summary>The answer to a question, if there is one that still holds.</summary>
    public ReadyAnswer? Find(AnswerKey key)
    {
        if (!_answers.TryGetValue(key, out var kept))
        {
            return null;
        }

        if (kept.Answer.FreshUntil > time.GetUtcNow().ToUnixTimeSeconds() && stamps.Hold(kept.Curves))
        {
            return kept.Answer;
        }

        lock (_gate)
        {
            Forget(kept);
        }

        return null;
    }

    /// <summary>Keeps an answer, unless it is large or one of its curves has changed since it was read.</summary>
    public void Keep(AnswerKey key, ReadyAnswer answer, Validity validity)
    {
        var kept = new Kept(key, answer, validity.Curves);
        if (answer.Body.Length > LargestAnswer || !stamps.Hold(validity.Curves))
        {
            return;
        }

        lock (_gate)
        {
            if (!_answers.TryAdd(key, kept))
            {
                return;
            }

            _byAge.AddLast(kept.Place);
            _bytes += kept.Size;
            while (_bytes > MostBytes)
            {
                Forget(_byAge.First!.Value);
            }
        }
    }

    private void Forget(Kept kept)
    {
        if (_answers.TryRemove(KeyValuePair.Create(kept.Key, kept)))
        {
            _byAge.Remove(kept.Place);
            _bytes -= kept.Size;
        }
    }

    private sealed class Kept
    {
        private const int Overhead = 512;

        public Kept(AnswerKey key, ReadyAnswer answer, Stamped curves)
        {
            (Key, Answer, Curves) = (key, answer, curves);
            Place = new LinkedListNode<Kept>(this);
        }

        public AnswerKey Key { get; }

        public ReadyAnswer Answer { get; }

        public Stamped Curves { get; }

        public LinkedListNode<Kept> Place { get; }

        public int Size =>
            Answer.Body.Length + ((Key.Query.Length + Key.Accept.Length) * sizeof(char)) + (Curves.Slots.Length * (sizeof(int) + sizeof(long))) + Overhead;
    }
}
