using System.Globalization;
using System.Security.Cryptography;
using Host = CdnGateway.Usage.HostName;

namespace CdnGateway.Settings;

internal sealed partial class SettingsSection
{
    private const long MostLargeNumber = 10_000_000_000_000_000;
    private static readonly char[] Between = [',', '+', ' ', '\t'];

    private delegate bool Parse<T>(string text, out T value);

    /// <summary>A text that must be there; empty once its absence is noted.</summary>
    public string RequiredText(string key)
    {
        var text = Text(key);
        if (text is null && !HasMistake(key))
        {
            Mistake(key, "is missing");
        }

        return text ?? "";
    }

    /// <summary>A text as it is written. A blank at an edge is a mistake: no provider's answer would ever explain it.</summary>
    public string? Text(string key)
    {
        var text = Scalar(key);
        if (text is not null && text.Trim().Length != text.Length)
        {
            Mistake(key, "begins or ends with a blank or a line break");
        }

        return text;
    }

    /// <summary>One of some names, in any case; the name as it is listed, or null when it is not set or wrong.</summary>
    public string? Choice(string key, IReadOnlyCollection<string> names) => Parsed(
        key,
        (string text, out string name) =>
        {
            name = names.FirstOrDefault(known => string.Equals(known, text, StringComparison.OrdinalIgnoreCase)) ?? "";
            return name.Length > 0;
        },
        $"must be one of {string.Join(", ", names)}",
        out var choice) ? choice : null;

    /// <summary>One of an enum's names, in any case, and never its number.</summary>
    public TEnum Choice<TEnum>(string key, TEnum fallback)
        where TEnum : struct, Enum =>
        Choice(key, Enum.GetNames<TEnum>()) is { } name ? Enum.Parse<TEnum>(name) : fallback;

    /// <summary>One or several of an enum's flags, in any case and order: a list, or in one value with a comma, a plus or a blank between.</summary>
    public TEnum Choices<TEnum>(string key, TEnum fallback)
        where TEnum : struct, Enum
    {
        var items = section.GetSection(key).GetChildren().Any() ? List(key) : Scalar(key) is { } text ? [new SettingsItem(key, text.Trim())] : [];
        var names = Enum.GetNames<TEnum>();
        var chosen = new List<string>();
        foreach (var item in items)
        {
            var parts = item.Value.Split(Between, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0 || !Array.TrueForAll(parts, part => names.Contains(part, StringComparer.OrdinalIgnoreCase)))
            {
                WrongValue(item, $"must be one of {string.Join(", ", names)}, or several of them with a comma between");
                return fallback;
            }

            chosen.AddRange(parts);
        }

        return chosen.Count == 0 ? fallback : Enum.Parse<TEnum>(string.Join(',', chosen), ignoreCase: true);
    }

    public int WholeNumber(string key, int fallback, int least, int most) => OptionalWholeNumber(key, least, most) ?? fallback;

    public int? OptionalWholeNumber(string key, int least, int most) => Parsed(
        key,
        (string text, out int number) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
            && number >= least
            && number <= most,
        most == int.MaxValue ? $"must be a whole number of at least {least}" : $"must be a whole number from {least} to {most}",
        out var number) ? number : null;

    /// <summary>A number that may be beyond 32 bits, such as a bandwidth in bit/s.</summary>
    public long? OptionalLargeNumber(string key, long least) => Parsed(
        key,
        (string text, out long number) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= least && number <= MostLargeNumber,
        $"must be a whole number from {least} to {MostLargeNumber}",
        out var number) ? number : null;

    /// <summary>An exact part of a whole, 1 being all of it.</summary>
    public decimal? OptionalShare(string key, decimal least, decimal most) => Parsed(
        key,
        (string text, out decimal share) => ShareText.TryParse(text, out share) && share >= least && share <= most,
        $"must be a share from {ShareText.Format((double)least)} to {ShareText.Format((double)most)}, {ShareText.Examples}",
        out var share) ? share : null;

    public bool Switch(string key, bool fallback) => OptionalSwitch(key) ?? fallback;

    public bool? OptionalSwitch(string key) =>
        Parsed(key, (string text, out bool on) => bool.TryParse(text, out on), "must be true or false", out var on) ? on : null;

    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan least, TimeSpan most) => Parsed(
        key,
        (string text, out TimeSpan duration) => DurationText.TryParse(text, out duration) && duration >= least && duration <= most,
        $"must be a duration from {DurationText.Format(least)} to {DurationText.Format(most)}, {DurationText.Examples}",
        out var duration) ? duration : fallback;

    /// <summary>A part of a whole, 1 being all of it.</summary>
    public double Share(string key, double fallback, double least, double most) => Parsed(
        key,
        (string text, out double share) => ShareText.TryParse(text, out share) && share >= least && share <= most,
        $"must be a share from {ShareText.Format(least)} to {ShareText.Format(most)}, {ShareText.Examples}",
        out var share) ? share : fallback;

    public int Bytes(string key, int fallback, int least, int most) => Parsed(
        key,
        (string text, out int bytes) => ByteSizeText.TryParse(text, out bytes) && bytes >= least && bytes <= most,
        $"must be a size from {ByteSizeText.Format(least)} to {ByteSizeText.Format(most)}, {ByteSizeText.Examples}",
        out var bytes) ? bytes : fallback;

    /// <summary>The wrong address is not shown: it is wrong where somebody has put credentials into it.</summary>
    public Uri BaseUrl(string key, Uri fallback)
    {
        if (Scalar(key) is not { } text)
        {
            return fallback;
        }

        if (Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            && url.UserInfo.Length == 0
            && text.AsSpan().IndexOfAny("?#") < 0)
        {
            return url;
        }

        Mistake(key, "must be an absolute http or https address without user, query or fragment, such as https://cdn.example.com");
        return fallback;
    }

    /// <summary>A host name, in lower case.</summary>
    public string HostName(string key, string fallback) =>
        Parsed(key, (string text, out string name) => Host.TryParse(text, out name), Host.Rule, out var name) ? name : fallback;

    /// <summary>The SHA-256 of a key that must be there; no bytes once a mistake is noted.</summary>
    public byte[] HexSha256(string key)
    {
        var hex = RequiredText(key);
        if (HasMistake(key))
        {
            return [];
        }

        if (hex.Length != 2 * SHA256.HashSizeInBytes || !hex.All(char.IsAsciiHexDigit))
        {
            Mistake(key, "must be a SHA-256 in 64 hex digits, as printf %s \"$KEY\" | sha256sum gives it");
            return [];
        }

        var hash = Convert.FromHexString(hex);
        if (hash.AsSpan().SequenceEqual(SHA256.HashData([])))
        {
            Mistake(key, "is the SHA-256 of nothing at all; was the key that was hashed set?");
        }

        return hash;
    }

    private bool Parsed<T>(string key, Parse<T> parse, string rule, out T value)
    {
        value = default!;
        if (Scalar(key)?.Trim() is not { } text)
        {
            return false;
        }

        var parsed = parse(text, out value);
        if (!parsed)
        {
            WrongValue(new SettingsItem(key, text), rule);
        }

        return parsed;
    }
}
