using CdnGateway.Providers;

namespace CdnGateway.Features.Monthly95;

/// <summary>Whose a figure is.</summary>
[Flags]
internal enum FigureSources
{
    None = 0,

    /// <summary>The provider's own.</summary>
    Reported = 1,

    /// <summary>Ours, from 5-minute points.</summary>
    Computed = 2,
}

/// <summary>Which figures an account is asked for.</summary>
internal static class FigureSource
{
    /// <param name="capabilities">What the account can answer.</param>
    /// <param name="asked">What the caller wants; none: what the account gives best.</param>
    /// <param name="region">Null: the provider's default.</param>
    /// <param name="isSettled">False while the month runs, when there is nothing reported yet.</param>
    /// <remarks>
    /// Unless both are asked for there is one figure an entry, so that nobody adds the same bill twice: the provider's own where one call
    /// reports the whole account, else ours. Of a month that still runs an account that has both gives ours, which is provisional.
    /// </remarks>
    public static FigureSources Of(Capabilities capabilities, FigureSources asked, Region? region, bool isSettled = true)
    {
        var able = region is not null && !capabilities.HasFlag(Capabilities.Regions) ? FigureSources.None : AbleOf(capabilities, region);
        return asked != FigureSources.None ? able & asked
            : !isSettled && able.HasFlag(FigureSources.Computed) ? FigureSources.Computed
            : able.HasFlag(FigureSources.Reported) && capabilities.HasFlag(Capabilities.ReportsAccount) ? FigureSources.Reported
            : able.HasFlag(FigureSources.Computed) ? FigureSources.Computed
            : able;
    }

    private static FigureSources AbleOf(Capabilities capabilities, Region? region)
    {
        var hasReports = capabilities.HasFlag(Capabilities.ReportedFigures);
        var hasPoints = capabilities.HasFlag(region is null ? Capabilities.Usage : Capabilities.BillingUsage);
        return (hasReports ? FigureSources.Reported : FigureSources.None) | (hasPoints ? FigureSources.Computed : FigureSources.None);
    }
}
