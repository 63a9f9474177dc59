using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Reading;

/// <summary>Where a call goes: the account and the curve's name, or another name of what is asked for.</summary>
internal readonly record struct Route(string Account, string Subject)
{
    public static Route Of(CdnAccount account, Curve curve) => new(account.Name, curve.Subject);
}

/// <summary>How a call ended.</summary>
/// <param name="Answer">What the provider gave; null when it failed.</param>
/// <param name="At">When.</param>
/// <param name="Failure">Why there is no answer.</param>
/// <param name="IsKept">Whether the answer is in the store now.</param>
internal sealed record Landing<T>(T? Answer, DateTimeOffset At, ProviderFailure? Failure, bool IsKept)
    where T : class;

/// <summary>A call on its way, which everybody who needs a part of its window waits for.</summary>
internal sealed class Flight<T>(UsageWindow window, CallInterest interest)
    where T : class
{
    public UsageWindow Window { get; } = window;

    public CallInterest Interest { get; } = interest;

    /// <summary>True when it set out to keep the store up to date, with a patience that was not a request's.</summary>
    public bool BeganInBackground { get; } = !interest.IsInteractive;

    /// <summary>Done when the answer is kept, or there will be none.</summary>
    public Task<Landing<T>> Landed { get; private set; } = Task.FromException<Landing<T>>(new InvalidOperationException("The flight has not begun."));

    /// <summary>Why it came back without an answer; null while it is on its way.</summary>
    public ProviderFailure? Failure { get; private set; }

    public void Begin(Func<Flight<T>, Task<Landing<T>>> fly) => Landed = LandAsync(fly);

    private async Task<Landing<T>> LandAsync(Func<Flight<T>, Task<Landing<T>>> fly)
    {
        var landing = await fly(this);
        Failure = landing.Failure;
        return landing;
    }
}
