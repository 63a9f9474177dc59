using System.Text.RegularExpressions;

namespace CdnGateway.Upstream;

/// <summary>
/// Makes a provider's own words fit to be shown: providers echo what they refuse, signature and key id included. Known secrets go by value,
/// anything that is labelled like one goes by its label.
/// </summary>
internal sealed partial class SecretScrubber(params string?[] secrets)
{
    private const string Blackout = "***";
    private const int LongestMessage = 300;
    private const int LongestRead = 4096;
    private const int ShortestSecret = 4; // shorter ones would black out words

    private readonly string[] _secrets = [.. secrets.OfType<string>().Where(s => s.Length >= ShortestSecret).SelectMany(Spellings).Distinct(StringComparer.Ordinal)];

    /// <param name="message">The provider's words.</param>
    /// <param name="signature">The signature of the attempt that they answer.</param>
    public string? Scrub(string? message, string signature)
    {
        if (string.IsNullOrWhiteSpace(message))
        {
            return null;
        }

        var hidden = _secrets.Concat(Spellings(signature)).OrderByDescending(s => s.Length).ToList();
        var read = message.Length <= LongestRead ? message : message[..LongestRead];

        // Whatever the case: %2b is %2B to whoever decodes it.
        var text = hidden.Aggregate(read, static (words, secret) => words.Replace(secret, Blackout, StringComparison.OrdinalIgnoreCase));
        if (message.Length > LongestRead)
        {
            text = text[..Math.Max(0, text.Length - hidden[0].Length)]; // the cut may have left half a secret at the end
        }

        var shown = Control().Replace(Labelled().Replace(text, "${label}" + Blackout), " ").Trim();
        return shown.Length <= LongestMessage ? shown : shown[..LongestMessage] + "…";
    }

    private static IEnumerable<string> Spellings(string secret)
    {
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        yield return System.Net.WebUtility.UrlEncode(secret);
        yield return Uri.EscapeDataString(Uri.EscapeDataString(secret));
        yield return secret.Replace('+', ' ');
        yield return secret.Replace("/", "\\/", StringComparison.Ordinal);
    }

    [GeneratedRegex("""(?<label>(signature|secret_?id|secret_?key|secret|token|username|password)["']?\s*(=|:|%3D)\s*["']?)[^\s"'&,;}]+""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Labelled();

    [GeneratedRegex(@"\p{C}+", RegexOptions.NonBacktracking)]
    private static partial Regex Control();
}
