using System.Collections.Frozen;

namespace CdnGateway.Settings;

/// <summary>Parts of a whole as people type them: <c>50%</c>, <c>12.5 %</c>, and fractions such as <c>0.5</c>.</summary>
internal static class ShareText
{
    public const string Examples = "such as 50% or 0.5";

    private const int Whole = 100;

    private static readonly FrozenDictionary<string, decimal> Fraction =
        new Dictionary<string, decimal>(StringComparer.Ordinal) { [""] = 1 }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool TryParse(string text, out double share)
    {
        var parsed = TryParse(text, out decimal exact);
        share = (double)exact;
        return parsed;
    }

    /// <summary>The same without binary fractions, for money.</summary>
    public static bool TryParse(string text, out decimal share)
    {
        var isPercentage = text.EndsWith('%');
        var parsed = Quantity.TryParse(isPercentage ? text[..^1].TrimEnd() : text, Fraction, out var value);
        share = !parsed ? 0 : isPercentage ? value / Whole : value;
        return parsed;
    }

    /// <summary>A percentage that is read as this share.</summary>
    public static string Format(double share) => $"{share * Whole:0.##}%";
}
