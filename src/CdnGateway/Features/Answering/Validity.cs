using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Answering;

/// <summary>How long an answer is good, and how to tell it from another.</summary>
/// <param name="Fingerprint">The same for the same data, whichever process wrote it.</param>
/// <param name="FreshUntil">When it has to be made anew, in Unix seconds.</param>
/// <param name="IsWhole">False when something failed: then nobody may keep it.</param>
/// <param name="IsKept">True when all of it was in the store, so that the next one who asks gets the very same.</param>
internal sealed record Validity(Fingerprint Fingerprint, long FreshUntil, bool IsWhole, bool IsKept)
{
    /// <summary>What the curves that it was made of looked like before they were read.</summary>
    public Stamped Curves { get; init; } = Stamped.Nothing;

    /// <summary>The next five-minute border, when an open range gets its next point.</summary>
    public static long NextBorder(DateTimeOffset now) => (UsageWindow.Floor(now) + UsageWindow.Interval).ToUnixTimeSeconds();
}
