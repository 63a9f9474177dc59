namespace CdnGateway.Usage;

/// <summary>Host names as RFC 1123 has them; what is not one never reaches a provider.</summary>
/// <remarks>
/// Tencent's API 2.0 signs values without encoding them, so a domain such as <c>a.com&amp;Action=X</c> would be a second parameter under a
/// valid signature. A name needs at least two labels, so <c>all</c>, which Tencent uses for its overlay, cannot be one.
/// </remarks>
internal static class HostName
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    /// <summary>What a host name must be, for an error message.</summary>
    public const string Rule =
        "must be a host name such as www.example.com: letters, digits and hyphens in at least two labels of at most 63, at most 253 in all";

    /// <summary>Reads a host name and gives it in lower case.</summary>
    public static bool TryParse(string text, out string name)
    {
        var labels = text.Split('.');
        var valid = text.Length <= LongestName
            && labels.Length >= 2
            && Array.TrueForAll(labels, IsLabel)
            && !labels[^1].All(char.IsAsciiDigit);
        name = valid ? text.ToLowerInvariant() : "";
        return valid;
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel
        && label[0] != '-'
        && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
