namespace CdnGateway.Collecting;

/// <summary>How long an account whose calls fail is left alone: a minute, then twice as long each time.</summary>
internal sealed class BackOff
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private DateTimeOffset _since = DateTimeOffset.MinValue;
    private TimeSpan _length;

    /// <summary>Until when no call is made.</summary>
    public DateTimeOffset Until { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>True from a failure to the next success: one call at a time finds out.</summary>
    public bool IsProbing => _length > TimeSpan.Zero;

    /// <param name="began">When the failed call set out: those that were on their way together count once.</param>
    /// <param name="now">When it failed.</param>
    /// <param name="asked">How long the provider asks to wait, at most an hour of which is believed.</param>
    /// <returns>For how long the account is left alone from now on; null when it is already.</returns>
    public TimeSpan? Failed(DateTimeOffset began, DateTimeOffset now, TimeSpan? asked)
    {
        if (began <= _since)
        {
            return null;
        }

        _since = now;
        _length = IsProbing ? Shorter(2 * _length, Longest) : First;
        var wait = Shorter(asked ?? TimeSpan.Zero, TimeSpan.FromHours(1));
        wait = wait > _length ? wait : _length;
        Until = now + wait;
        return wait;
    }

    public void Succeeded()
    {
        _length = TimeSpan.Zero;
        Until = DateTimeOffset.MinValue;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
