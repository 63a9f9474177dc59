using CdnGateway.Providers;
using CdnGateway.Upstream.Quota;
using Polly;

namespace CdnGateway.Upstream;

/// <summary>One call on its way through the pipeline: what its stages tell each other.</summary>
internal sealed class ProviderCall(string action, CallInterest interest, TimeSpan totalTimeout, TimeProvider time)
{
    public static readonly ResiliencePropertyKey<ProviderCall> Key = new("call");

    private readonly long _started = time.GetTimestamp();

    /// <summary>The provider's name of what is asked.</summary>
    public string Action { get; } = action;

    public CallInterest Interest { get; } = interest;

    /// <summary>1 for the first attempt.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>How many attempts came as far as the provider; a try that got no permit, or met an open circuit, did not.</summary>
    public int Begun { get; set; }

    public bool InAttempt { get; set; }

    public ProviderFailure? LastFailure { get; set; }

    public QuotaLease? Permit { get; set; }

    /// <summary>Time left for retries and for waiting; never negative, since the timeout's own timer may be late.</summary>
    public TimeSpan Remaining => totalTimeout - time.GetElapsedTime(_started) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    public static ProviderCall Of(ResilienceContext context) => context.Properties.GetValue(Key, null!);
}
