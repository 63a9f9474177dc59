using System.Text.RegularExpressions;

namespace CdnGateway.Upstream;

/// <summary>
/// Makes a provider's own words fit to be shown: providers echo what they refuse, signature and key id included. Known secrets go by value,
/// anything that is labelled like one goes by its label; words in which a secret still shimmers through after that go altogether.
/// </summary>
internal sealed partial class SecretScrubber(params string?[] secrets)
{
    private const string Blackout = "***";
    private const int LongestMessage = 300;
    private const int LongestRead = 4096;
    private const int ShortestSecret = 4; // shorter ones would black out words

    private readonly string[] _secrets = [.. secrets.OfType<string>().Where(s => s.Length >= ShortestSecret).Distinct(StringComparer.Ordinal)];

    /// <param name="message">The provider's words.</param>
    /// <param name="signature">The signature of the attempt that they answer.</param>
    public string? Scrub(string? message, string signature)
    {
        if (string.IsNullOrWhiteSpace(message))
        {
            return null;
        }

        string[] hidden = [.. _secrets, signature];
        var spellings = hidden.SelectMany(SecretTraces.Spellings).OrderByDescending(s => s.Length).ToList();
        var read = message.Length <= LongestRead ? message : message[..LongestRead];

        // Whatever the case: %2b is %2B to whoever decodes it.
        var text = spellings.Aggregate(read, static (words, spelling) => words.Replace(spelling, Blackout, StringComparison.OrdinalIgnoreCase));
        if (message.Length > LongestRead)
        {
            text = text[..Math.Max(0, text.Length - spellings[0].Length)]; // the cut may have left half a secret at the end
        }

        text = Control().Replace(Labelled().Replace(text, "${label}" + Blackout), " ").Trim();
        var shown = text.Length <= LongestMessage ? text : text[..LongestMessage] + "…";
        return SecretTraces.AreIn(shown, hidden) ? Blackout : shown;
    }

    [GeneratedRegex("""(?<label>(signature|secret_?id|secret_?key|secret|token|username|password)["']?\s*(=|:|%3D)\s*["']?)[^\s"'&,;}]+""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Labelled();

    [GeneratedRegex(@"\p{C}+", RegexOptions.NonBacktracking)]
    private static partial Regex Control();
}
