using System.Numerics;
using System.Text.Json;
using CdnGateway.Upstream;

namespace CdnGateway.Providers.JdCloud;

/// <summary>A printed figure, exactly: digits and how many of them follow the point, or a decimal where it is printed in an unusual way.</summary>
internal readonly struct JdCloudFigure
{
    private const int MostDigits = 19; // as many nines fit into 64 bits

    private static readonly ulong[] PowersOfTen = MakePowersOfTen();

    private readonly ulong _digits;
    private readonly byte _decimals;
    private readonly Kind _kind;
    private readonly decimal _unusual;

    private JdCloudFigure(ulong digits, int decimals)
    {
        _digits = digits;
        _decimals = (byte)decimals;
        _kind = Kind.Digits;
    }

    private JdCloudFigure(decimal unusual)
    {
        _unusual = unusual;
        _kind = Kind.Unusual;
    }

    private enum Kind : byte
    {
        Absent,
        Digits,
        Unusual,
    }

    public bool IsAbsent => _kind == Kind.Absent;

    /// <summary>A number, or a string that holds one; absent for null and for an empty string.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static JdCloudFigure Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Number or JsonTokenType.String
            && !reader.HasValueSequence
            && TryReadDigits(reader.ValueSpan, out var figure))
        {
            return figure;
        }

        return TolerantJson.ReadNumber(ref reader) is { } number ? new JdCloudFigure(number) : default;
    }

    /// <summary>The figure times a unit in whole numbers, halves rounded away from zero.</summary>
    /// <param name="unit">What 1 is worth.</param>
    /// <param name="most">The largest product that is believed.</param>
    /// <exception cref="JsonException">It is negative, or more than that.</exception>
    public long Times(int unit, long most)
    {
        if (_kind == Kind.Digits && ProductOf(unit) is var product && product < (ulong)most)
        {
            return (long)product;
        }

        return Times(_kind == Kind.Digits ? _digits / (decimal)PowersOfTen[_decimals] : _unusual, unit, most);
    }

    /// <remarks>
    /// Dividing 128 bits is slow. Without the twos that unit and power of ten have in common 64 are enough for most figures, and for the fraction
    /// of nearly all others.
    /// </remarks>
    private UInt128 ProductOf(int unit)
    {
        var power = PowersOfTen[_decimals];
        var twos = Math.Min(BitOperations.TrailingZeroCount(unit), _decimals);
        var (factor, divisor) = ((ulong)(unit >> twos), power >> twos);
        var high = Math.BigMul(_digits, factor, out var low);
        if (high == 0 && low <= ulong.MaxValue - (divisor / 2))
        {
            return (low + (divisor / 2)) / divisor;
        }

        var (whole, fraction) = Math.DivRem(_digits, power);
        return ((UInt128)whole * (ulong)unit) + ((((UInt128)fraction * factor) + (divisor / 2)) / divisor);
    }

    private static long Times(decimal figure, int unit, decimal most) => figure < 0 || figure > most / unit
        ? throw new JsonException("a value is negative or beyond reason")
        : (long)decimal.Round(figure * unit, MidpointRounding.AwayFromZero);

    /// <remarks>Digits with at most one point among them; whatever has more to it (a sign, an exponent, blanks, an escape) is left to the decimal.</remarks>
    private static bool TryReadDigits(ReadOnlySpan<byte> text, out JdCloudFigure figure)
    {
        figure = default;
        var point = -1;
        ulong digits = 0;
        if (text.Length > MostDigits + 1)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var digit = (uint)text[i] - '0';
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
            }
            else if (text[i] == '.' && point < 0)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        var count = point < 0 ? text.Length : text.Length - 1;
        if (count is 0 or > MostDigits)
        {
            return false;
        }

        figure = new JdCloudFigure(digits, point < 0 ? 0 : text.Length - 1 - point);
        return true;
    }

    private static ulong[] MakePowersOfTen()
    {
        var powers = new ulong[MostDigits + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
