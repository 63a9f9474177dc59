using CdnGateway.Settings;
using CdnGateway.Upstream;

namespace CdnGateway.Hosting.Configuration;

internal static class UpstreamReader
{
    private const string Attempt = "AttemptTimeout";
    private const string Total = "TotalTimeout";
    private const int MostRetries = 10;
    private const int LeastBytes = 1024;
    private const int MostBytes = 1024 * 1024 * 1024;

    private static readonly UpstreamOptions Defaults = new();
    private static readonly TimeSpan LeastTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostAttemptTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MostTotalTimeout = TimeSpan.FromMinutes(10);

    public static UpstreamOptions Read(SettingsSection root)
    {
        var section = root.Section("Upstream");
        var options = new UpstreamOptions
        {
            AttemptTimeout = section.Duration(Attempt, Defaults.AttemptTimeout, LeastTimeout, MostAttemptTimeout),
            TotalTimeout = section.Duration(Total, Defaults.TotalTimeout, LeastTimeout, MostTotalTimeout),
            MaxRetries = section.WholeNumber("MaxRetries", Defaults.MaxRetries, least: 0, MostRetries),
            MaxResponseBytes = section.Bytes("MaxResponseBytes", Defaults.MaxResponseBytes, LeastBytes, MostBytes),
        };

        // A shorter total on its own is a wish that can be kept: it cuts the attempt. A longer attempt on its own cannot.
        if (options.TotalTimeout < options.AttemptTimeout && section.Mentions(Attempt) && !section.HasMistake(Attempt) && !section.HasMistake(Total))
        {
            var (total, attempt) = (DurationText.Format(options.TotalTimeout), DurationText.Format(options.AttemptTimeout));
            section.Mistake(Total, $"must not be shorter than {Attempt}: {total} is less than {attempt}");
        }

        return options;
    }
}
