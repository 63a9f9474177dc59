namespace CdnGateway.Settings;

/// <param name="Key">The full key, such as <c>CdnGateway:Accounts:jd:SecretKey</c>.</param>
/// <param name="What">What is wrong with it, on one line and without the value of a secret.</param>
internal sealed record SettingsMistake(string Key, string What);

/// <summary>A list's entry, with the key that a mistake in it is reported under.</summary>
internal sealed record SettingsItem(string Key, string Value);
