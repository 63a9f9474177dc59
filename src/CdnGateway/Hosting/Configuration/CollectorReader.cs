using CdnGateway.Collecting;
using CdnGateway.Settings;

namespace CdnGateway.Hosting.Configuration;

internal static class CollectorReader
{
    private const int MostDays = 366;
    private const double LeastShare = 0.01;

    private static readonly CollectorOptions Defaults = new();

    /// <param name="root">The gateway's section.</param>
    /// <param name="isDevelopment">Whoever tries something out does not want calls that nobody asked for.</param>
    public static CollectorOptions Read(SettingsSection root, bool isDevelopment)
    {
        var section = root.Section("Collector");
        return new CollectorOptions
        {
            Enabled = section.Switch("Enabled", !isDevelopment),
            QuotaShare = section.Share("QuotaShare", Defaults.QuotaShare, LeastShare, most: 1),
            BackfillDays = section.WholeNumber("BackfillDays", Defaults.BackfillDays, least: 0, MostDays),
        };
    }
}
