namespace CdnGateway.Hosting.Configuration;

/// <summary>The names that users give to accounts and clients.</summary>
internal static class ConfiguredName
{
    public const string Rule =
        "must be named by 1 to 64 letters (a-z), digits, dots, hyphens and underscores, with a letter or a digit first";

    private const int LongestName = 64;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= LongestName
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
