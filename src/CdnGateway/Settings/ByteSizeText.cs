using System.Collections.Frozen;

namespace CdnGateway.Settings;

/// <summary>Sizes as people type them: <c>67108864</c>, <c>64MiB</c>, <c>10 MB</c>. KiB are 1024 bytes, kB are 1000.</summary>
internal static class ByteSizeText
{
    public const string Examples = "such as 64 MiB, 512 KiB, 10 MB or 67108864 (a bare number is bytes)";

    private const int Binary = 1024;
    private const int Metric = 1000;

    private static readonly FrozenDictionary<string, decimal> BytesPerUnit = new Dictionary<string, decimal>(StringComparer.Ordinal)
    {
        [""] = 1,
        ["B"] = 1,
        ["kB"] = Metric,
        ["MB"] = Metric * Metric,
        ["GB"] = Metric * Metric * Metric,
        ["KiB"] = Binary,
        ["MiB"] = Binary * Binary,
        ["GiB"] = Binary * Binary * Binary,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a whole number of bytes that fits an array.</summary>
    public static bool TryParse(string text, out int bytes)
    {
        var parsed = Quantity.TryParse(text, BytesPerUnit, out var size) && size <= int.MaxValue && decimal.IsInteger(size);
        bytes = parsed ? (int)size : 0;
        return parsed;
    }

    /// <summary>A text that <see cref="TryParse"/> reads as this size.</summary>
    public static string Format(int bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB"];
        var unit = 0;
        while (unit < units.Length - 1 && bytes != 0 && bytes % Binary == 0)
        {
            bytes /= Binary;
            unit++;
        }

        return $"{bytes} {units[unit]}";
    }
}
