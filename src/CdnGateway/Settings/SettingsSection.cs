namespace CdnGateway.Settings;

/// <summary>
/// A configuration section that is asked for every key by its name. What is wrong is noted under its full key, all of it, and reading goes
/// on with the default; what nobody asked for is an unknown key. An empty value is a key that is not set.
/// </summary>
internal sealed partial class SettingsSection(IConfigurationSection section, SettingsReading reading, KeySpelling spelling)
{
    private const string NotAValue = "must be a single value, not a section or a list";
    private const string NotASection = "must be a section with keys of its own, not a single value";

    public string Name => section.Key;

    public IReadOnlyList<SettingsMistake> Mistakes => reading.Mistakes;

    public IReadOnlyCollection<string> AskedKeys => reading.AskedKeys;

    public static SettingsSection Root(IConfiguration configuration, string key)
    {
        var root = new SettingsSection(configuration.GetSection(key), new SettingsReading(), new KeySpelling(configuration));
        root.RefuseValue("");
        return root;
    }

    /// <summary>This section for a trial: its keys become known, its mistakes are not noted.</summary>
    public SettingsSection Quiet() => new(section, reading.Quiet(), spelling);

    /// <summary>Notes a mistake in a key, or with an empty key in the section itself.</summary>
    public void Mistake(string key, string what) => reading.Add(PathOf(key), what);

    /// <summary>Notes that a value does not keep a rule; shows it unless the key's name is a secret's.</summary>
    public void WrongValue(SettingsItem item, string rule) => reading.AddWrongValue(PathOf(item.Key), rule, item.Value);

    public bool HasMistake(string key) => reading.HasMistake(PathOf(key));

    /// <summary>Notes the keys of this section and those below it that were never asked for.</summary>
    public void AddUnknownKeys() => reading.AddUnknownKeys(section);

    /// <summary>True when the key is there, be it empty.</summary>
    public bool Mentions(string key) => section.GetChildren().Any(child => child.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    public SettingsSection Section(string key)
    {
        reading.Ask(PathOf(key), isSection: true);
        RefuseValue(key);
        return new SettingsSection(section.GetSection(key), reading, spelling);
    }

    /// <summary>The sections below a key, whose names the user chose: the same at every start, however often and in whatever case they are written.</summary>
    public IReadOnlyList<SettingsSection> Children(string key)
    {
        var parent = Section(key);
        var names = spelling.NamesBelow(PathOf(key));
        return [.. section.GetSection(key).GetChildren().Select(child => parent.Child(names.GetValueOrDefault(child.Key, child.Key)))];
    }

    /// <summary>The values of a list in the order of their indexes, the empty ones left out; one value alone is a list of one.</summary>
    public IReadOnlyList<SettingsItem> List(string key)
    {
        reading.Ask(PathOf(key), isSection: false);
        var list = section.GetSection(key);
        var children = list.GetChildren().ToList();
        if (children.Count == 0)
        {
            return Single(key, list.Value);
        }

        if (!string.IsNullOrWhiteSpace(list.Value))
        {
            Mistake(key, $"has a value of its own beside the entries {key}:0, {key}:1, …");
        }

        var items = new List<SettingsItem>();
        foreach (var child in children)
        {
            var itemKey = ConfigurationPath.Combine(key, child.Key);
            if (!child.Key.All(char.IsAsciiDigit))
            {
                Mistake(itemKey, $"unknown key; a list's entries are {key}:0, {key}:1, …");
            }
            else if (Scalar(itemKey) is { } value)
            {
                items.Add(new SettingsItem(itemKey, value.Trim()));
            }
        }

        return items;
    }

    private IReadOnlyList<SettingsItem> Single(string key, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return [];
        }

        if (value.AsSpan().Trim().IndexOfAny(", ;\t") >= 0)
        {
            Mistake(key, $"must be one entry an index ({key}:0, {key}:1, …), not all in one value");
            return [];
        }

        return [new SettingsItem(key, value.Trim())];
    }

    /// <summary>A section that is a single value is reported as that, and not for everything that it lacks.</summary>
    private SettingsSection Child(string name)
    {
        var child = Section(name);
        return HasMistake(name) ? child.Quiet() : child;
    }

    private void RefuseValue(string key)
    {
        if (!string.IsNullOrWhiteSpace((key.Length == 0 ? section : section.GetSection(key)).Value))
        {
            Mistake(key, NotASection);
        }
    }

    private string PathOf(string key) => key.Length == 0 ? section.Path : ConfigurationPath.Combine(section.Path, key);

    /// <summary>The text of a key exactly as it is written, or null when it is not set.</summary>
    private string? Scalar(string key)
    {
        reading.Ask(PathOf(key), isSection: false);
        var value = section.GetSection(key);
        if (value.GetChildren().Any())
        {
            Mistake(key, NotAValue);
            return null;
        }

        return string.IsNullOrWhiteSpace(value.Value) ? null : value.Value;
    }
}
