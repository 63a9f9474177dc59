using System.Globalization;

namespace CdnGateway.Features.Answering;

/// <summary>A 64-bit hash that is the same in every process, for entity tags; not for anything that somebody could gain by forging.</summary>
internal readonly record struct Fingerprint(ulong Value)
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static Fingerprint Empty { get; } = new(Offset);

    /// <summary>Weak: the same data may be written with another freshness.</summary>
    public string ToEntityTag() => string.Create(CultureInfo.InvariantCulture, $"W/\"{Value:x16}\"");

    public Fingerprint With(ReadOnlySpan<char> text)
    {
        var hash = Value;
        foreach (var c in text)
        {
            hash = (hash ^ c) * Prime;
        }

        return new Fingerprint((hash ^ 0xFFFF) * Prime); // a border, so that "ab","c" is not "a","bc"
    }

    public Fingerprint With(ReadOnlySpan<byte> bytes)
    {
        var hash = Value;
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * Prime;
        }

        return new Fingerprint(hash);
    }

    public Fingerprint With(ulong value) => new(((Value ^ value) * Prime) ^ (value >> 32));
}
