using System.Globalization;

namespace CdnGateway.Settings;

/// <summary>A number with an optional unit behind it, such as <c>64 MiB</c>.</summary>
internal static class Quantity
{
    /// <summary>Keeps the product with the largest unit inside a decimal.</summary>
    private const int LongestNumber = 16;

    public static bool TryParse(string text, IReadOnlyDictionary<string, decimal> units, out decimal value)
    {
        var number = text.TrimEnd("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".ToCharArray());
        var unit = text[number.Length..];
        number = number.TrimEnd();
        value = 0;
        if (number.Length > LongestNumber
            || !units.TryGetValue(unit, out var worth)
            || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        value = count * worth;
        return true;
    }
}
