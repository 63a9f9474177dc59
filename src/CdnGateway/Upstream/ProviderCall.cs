using CdnGateway.Providers;
using CdnGateway.Upstream.Quota;
using Polly;

namespace CdnGateway.Upstream;

/// <summary>One call on its way through the pipeline: what its stages tell each other.</summary>
internal sealed class ProviderCall(string action, TimeSpan totalTimeout, TimeProvider time)
{
    public static readonly ResiliencePropertyKey<ProviderCall> Key = new("call");

    private readonly long _started = time.GetTimestamp();

    /// <summary>The provider's name of what is asked.</summary>
    public string Action { get; } = action;

    /// <summary>1 for the first attempt.</summary>
    public int Attempt { get; set; } = 1;

    public bool InAttempt { get; set; }

    public ProviderFailure? LastFailure { get; set; }

    public QuotaLease? Permit { get; set; }

    /// <summary>Time left for retries and for waiting; nothing, and not less, in the moment before the total timeout strikes.</summary>
    public TimeSpan Remaining => time.GetElapsedTime(_started) is var elapsed && elapsed < totalTimeout ? totalTimeout - elapsed : TimeSpan.Zero;

    public static ProviderCall Of(ResilienceContext context) => context.Properties.GetValue(Key, null!);
}
