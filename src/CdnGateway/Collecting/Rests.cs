namespace CdnGateway.Collecting;

/// <summary>What an account's provider refuses for good, each left alone for longer and longer.</summary>
internal sealed class Rests
{
    private static readonly TimeSpan First = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly Dictionary<string, Rest> _bySubject = new(StringComparer.Ordinal);

    /// <summary>From when on a subject may be asked for; what lies before rests.</summary>
    public DateTimeOffset From(string subject, DateTimeOffset now) =>
        _bySubject.TryGetValue(subject, out var rest) && now < rest.Until ? rest.Before : DateTimeOffset.MinValue;

    public int CountAt(DateTimeOffset now) => _bySubject.Values.Count(rest => now < rest.Until);

    /// <summary>Puts what lies before an instant to rest, twice as long as the last time.</summary>
    /// <returns>For how long.</returns>
    public TimeSpan Lay(string subject, DateTimeOffset before, DateTimeOffset now)
    {
        var length = _bySubject.TryGetValue(subject, out var last) ? Shorter(2 * last.Length, Longest) : First;
        _bySubject[subject] = new Rest(before, now + length, length);
        return length;
    }

    /// <summary>Forgets a rest once something of it was answered.</summary>
    public void Answered(string subject, DateTimeOffset from)
    {
        if (_bySubject.TryGetValue(subject, out var rest) && from < rest.Before)
        {
            _bySubject.Remove(subject);
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private readonly record struct Rest(DateTimeOffset Before, DateTimeOffset Until, TimeSpan Length);
}
