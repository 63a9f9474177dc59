using CdnGateway.Settings;

namespace CdnGateway.Hosting.Configuration;

/// <summary>The configuration cannot be used; the message names every mistake, and shows no secret.</summary>
internal sealed class ConfigurationMistakesException(IReadOnlyList<SettingsMistake> mistakes, Exception? cause = null)
    : Exception(Describe(mistakes), cause)
{
    public IReadOnlyList<SettingsMistake> Mistakes { get; } = mistakes;

    private static string Describe(IReadOnlyList<SettingsMistake> mistakes) => string.Join(
        '\n',
        mistakes
            .Select(mistake => $"  {mistake.Key}: {mistake.What}")
            .Prepend($"The configuration has {mistakes.Count} {(mistakes.Count == 1 ? "mistake" : "mistakes")}:"));
}
