using CdnGateway.Settings;

namespace CdnGateway.Providers.JdCloud;

/// <summary>Which edge of its five minutes a label marks.</summary>
internal enum PointLabel
{
    IntervalEnd,
    IntervalStart,
}

/// <summary>The keys that only a JD Cloud account has.</summary>
/// <param name="Username">The account's pin.</param>
/// <param name="SecretKey">Agreed with JD Cloud; signs, and is never sent.</param>
/// <param name="PointLabel">JD labels the end by default (opencdn, bandwidth_flow: time_point).</param>
/// <param name="MegaUnit">What a "M" of Mbps and MB is worth; the printed samples fit 2^20 only (docs/providers/jdcloud.md).</param>
internal sealed record JdCloudOptions(string Username, string SecretKey, PointLabel PointLabel, int MegaUnit)
{
    public const int DefaultMegaUnit = 1024 * 1024;

    public static JdCloudOptions Read(SettingsSection section) => new(
        section.RequiredText("Username"),
        section.RequiredText("SecretKey"),
        section.Choice("PointLabel", PointLabel.IntervalEnd),
        section.WholeNumber("MegaUnit", DefaultMegaUnit, least: 1, most: DefaultMegaUnit * 1024));

    /// <summary>Whose points these are and how they were read.</summary>
    public string Holder => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Username}|{PointLabel}|{MegaUnit}");

    /// <summary>Records print their members; this one must not.</summary>
    public override string ToString() => nameof(JdCloudOptions);
}
