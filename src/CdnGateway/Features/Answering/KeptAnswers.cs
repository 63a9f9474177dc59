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
    private readonly ConcurrentQueue<Kept> _byAge = new();
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

        Forget(kept);
        return null;
    }

    /// <summary>Keeps an answer, unless it is large or one of its curves has changed since it was read.</summary>
    public void Keep(AnswerKey key, ReadyAnswer answer, Validity validity)
    {
        var kept = new Kept(key, answer, validity.Curves);
        if (answer.Body.Length > LargestAnswer || !stamps.Hold(validity.Curves) || !_answers.TryAdd(key, kept))
        {
            return;
        }

        _byAge.Enqueue(kept);
        Interlocked.Add(ref _bytes, kept.Size);
        while (Volatile.Read(ref _bytes) > MostBytes && _byAge.TryDequeue(out var oldest))
        {
            Forget(oldest);
        }
    }

    private void Forget(Kept kept)
    {
        if (_answers.TryRemove(KeyValuePair.Create(kept.Key, kept)))
        {
            Interlocked.Add(ref _bytes, -kept.Size);
        }
    }

    private sealed class Kept(AnswerKey key, ReadyAnswer answer, Stamped curves)
    {
        private const int Overhead = 512;

        public AnswerKey Key => key;

        public ReadyAnswer Answer => answer;

        public Stamped Curves => curves;

        public int Size => answer.Body.Length + ((key.Query.Length + key.Accept.Length) * sizeof(char)) + (curves.Slots.Length * 12) + Overhead;
    }
}
