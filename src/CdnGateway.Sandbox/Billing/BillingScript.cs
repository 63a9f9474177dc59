using System.Collections.Concurrent;

namespace CdnGateway.Sandbox.Billing;

/// <summary>How one provider's bills deviate from now on. Thread-safe.</summary>
public sealed class BillingScript
{
    /// <summary>Name of the overlay of several domains: JD's fee of more than one, Tencent's <c>all</c>.</summary>
    public const string Overlay = "all";

    private readonly ConcurrentDictionary<string, BillingDeviations> named = new(StringComparer.Ordinal);
    private volatile BillingDeviations everywhere = BillingDeviations.None;

    internal BillingScript(IReadOnlyDictionary<string, BillingDeviations> fromTheStart)
    {
        foreach (var (domain, deviations) in fromTheStart)
        {
            named[domain] = deviations;
        }
    }

    /// <summary>All figures of the provider deviate like this; whatever was said before is forgotten.</summary>
    public void Deviate(BillingDeviations deviations)
    {
        ArgumentNullException.ThrowIfNull(deviations);
        named.Clear();
        everywhere = deviations;
    }

    /// <summary>Only the figures of a domain, or of the <see cref="Overlay"/>, deviate like this; the others stay as they are.</summary>
    public void Deviate(string domain, BillingDeviations deviations)
    {
        ArgumentNullException.ThrowIfNull(deviations);
        named[domain] = deviations;
    }

    /// <summary>Bills are as documented, also those that the options made deviate from the start.</summary>
    public void Clear() => Deviate(BillingDeviations.None);

    internal BillingDeviations For(string name) => named.GetValueOrDefault(name, everywhere);
}
