using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace CdnGateway.Upstream;

/// <summary>How a secret may be spelt, and whether anything of one is left in a text, however it is spelt.</summary>
internal static partial class SecretTraces
{
    /// <summary>So many characters in a row that a secret and a text share are no accident.</summary>
    private const int Trace = 8;
    private const int MostLayers = 3;

    /// <summary>The spellings that providers are known to print.</summary>
    public static IEnumerable<string> Spellings(string secret)
    {
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        yield return WebUtility.UrlEncode(secret);
        yield return Uri.EscapeDataString(Uri.EscapeDataString(secret));
        yield return secret.Replace('+', ' ');
        yield return secret.Replace("/", "\\/", StringComparison.Ordinal);
    }

    /// <summary>True when a part of a secret can be read out of a text by whoever undoes escapes, blanks, code pages and encodings.</summary>
    public static bool AreIn(string text, IEnumerable<string> secrets)
    {
        var bare = Bare(text);
        return secrets.SelectMany(Disguises).Any(disguise => SharesARun(bare, Bare(disguise)));
    }

    private static IEnumerable<string> Disguises(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        yield return secret;
        yield return Convert.ToBase64String(bytes);
        yield return Convert.ToHexString(bytes);
        yield return string.Concat(secret.Reverse());
    }

    /// <summary>Lower case letters and digits only, with every layer of escapes undone.</summary>
    private static string Bare(string text)
    {
        for (var layer = 0; layer < MostLayers; layer++)
        {
            text = WebUtility.HtmlDecode(Uri.UnescapeDataString(Unicode().Replace(text, FromHex)));
        }

        return string.Concat(text.Select(HalfWidth).Where(char.IsLetterOrDigit)).ToLowerInvariant();
    }

    /// <remarks>Chinese code pages know ASCII twice.</remarks>
    private static char HalfWidth(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;

    private static string FromHex(Match escape) =>
        ((char)int.Parse(escape.Groups["hex"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString();

    private static bool SharesARun(string text, string secret)
    {
        if (secret.Length < Trace)
        {
            return false; // too short to be told from a word; by value it is gone already
        }

        for (var i = 0; i + Trace <= secret.Length; i++)
        {
            if (text.Contains(secret.AsSpan(i, Trace).ToString(), StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"\\u(?<hex>[0-9A-Fa-f]{4})", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Unicode();
}
