namespace CdnGateway.Settings;

/// <summary>One reading of the configuration: the keys that were asked for, and the mistakes that were met.</summary>
internal sealed class SettingsReading
{
    private const int LongestShownValue = 80;

    /// <summary>A key with one of these in its name holds what must not be shown.</summary>
    private static readonly string[] SecretWords = ["secret", "token", "key", "user", "password", "credential", "connection"];

    private readonly HashSet<SettingsMistake> _mistakes = [];
    private readonly Dictionary<string, bool> _isSectionByAskedKey;

    public SettingsReading()
        : this(new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase))
    {
    }

    private SettingsReading(Dictionary<string, bool> asked) => _isSectionByAskedKey = asked;

    /// <summary>In the order of their keys.</summary>
    public IReadOnlyList<SettingsMistake> Mistakes =>
    [
        .. _mistakes
            .OrderBy(mistake => mistake.Key, ConfigurationKeyComparer.Instance)
            .ThenBy(mistake => mistake.What, StringComparer.Ordinal),
    ];

    public IReadOnlyCollection<string> AskedKeys => _isSectionByAskedKey.Keys;

    /// <summary>A reading that learns keys for this one and keeps its mistakes to itself.</summary>
    public SettingsReading Quiet() => new(_isSectionByAskedKey);

    public void Ask(string key, bool isSection) => _isSectionByAskedKey[key] = isSection;

    public void Add(string key, string what) => _mistakes.Add(new SettingsMistake(OneLine(key), OneLine(what)));

    /// <summary>Adds that a value does not keep a rule, and shows the value unless it may be a secret.</summary>
    public void AddWrongValue(string key, string rule, string value)
    {
        var shown = value.Length <= LongestShownValue ? value : value[..LongestShownValue] + "…";
        Add(key, HoldsSecret(key) ? rule : $"{rule}; it is '{shown}'");
    }

    public bool HasMistake(string key) => _mistakes.Any(mistake => string.Equals(mistake.Key, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>Adds what is configured below a section and was never asked for.</summary>
    public void AddUnknownKeys(IConfigurationSection section)
    {
        foreach (var child in section.GetChildren())
        {
            if (!_isSectionByAskedKey.TryGetValue(child.Path, out var isSection))
            {
                Add(child.Path, $"unknown key; {HintFor(child.Key, section)}");
            }
            else if (isSection)
            {
                AddUnknownKeys(child);
            }
        }
    }

    private string HintFor(string typed, IConfigurationSection section)
    {
        string[] known =
        [
            .. AskedKeys
                .Where(key => string.Equals(ConfigurationPath.GetParentPath(key), section.Path, StringComparison.OrdinalIgnoreCase))
                .Select(key => ConfigurationPath.GetSectionKey(key)!)
                .Order(StringComparer.Ordinal),
        ];

        // Whoever has set SecretKey did not mean it by SecretId.
        return NearestName.Of(typed, known.Where(name => !section.GetSection(name).Exists())) is { } nearest
            ? $"did you mean {nearest}?"
            : $"known here: {string.Join(", ", known)}";
    }

    private static bool HoldsSecret(string key)
    {
        var name = key.Split(ConfigurationPath.KeyDelimiter).Last(segment => !segment.All(char.IsAsciiDigit));
        return Array.Exists(SecretWords, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
