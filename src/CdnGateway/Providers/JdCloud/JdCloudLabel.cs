using System.Text.Json;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.Providers.JdCloud;

/// <summary>The label of a point, <c>2018-06-02 17:15</c> on Beijing's clock; seconds and stray blanks are borne with.</summary>
internal static class JdCloudLabel
{
    private const int LongestText = 32;

    private static readonly string[] Formats = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd  HH:mm"];

    /// <returns>The instant in ticks of UTC.</returns>
    /// <exception cref="JsonException">It is no time.</exception>
    public static long Read(ref readonly Utf8JsonReader reader)
    {
        if (!reader.HasValueSequence && BeijingLabel.TryRead(reader.ValueSpan, out var ticks))
        {
            return ticks;
        }

        Span<char> buffer = stackalloc char[LongestText];
        ReadOnlySpan<char> text = buffer[..TolerantJson.CopyShortText(in reader, buffer)];
        return BeijingTime.TryParseLocal(text.Trim(), Formats, out var label)
            ? label.UtcTicks
            : throw new JsonException("a label is not a time");
    }
}
