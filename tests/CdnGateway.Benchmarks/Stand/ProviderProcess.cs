using System.Globalization;
using System.Text.Json.Nodes;
using CdnGateway.Providers.JdCloud;
using CdnGateway.Sandbox;
using CdnGateway.Usage;

namespace CdnGateway.Benchmarks.Stand;

/// <summary>The sandbox's JD Cloud as a process of its own, with a quota that nobody uses up.</summary>
internal static class ProviderProcess
{
    private static readonly SandboxOptions Options = new() { CallsPerMinute = 1_000_000, CallsKept = 1 };

    public static async Task RunAsync(string[] domains, CancellationToken cancellationToken)
    {
        await using var sandbox = await SandboxServer.StartAsync(Options with { JdDomains = domains }, cancellationToken);
        await Console.Out.WriteLineAsync($"listening {sandbox.JdCloudUrl.GetLeftPart(UriPartial.Authority)}");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    /// <summary>The body of the call for a day, signed for today: what a cache in front of the provider has to know an answer by.</summary>
    public static string Question(string domain, string day, TimeProvider time)
    {
        var start = BeijingTime.StartOf(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        var (first, last) = JdCloudMapping.LabelsOf(UsageWindow.Of(start, start.AddDays(1)), PointLabel.IntervalEnd);
        return new JsonObject
        {
            ["username"] = Options.JdUsername,
            ["signature"] = JdCloudSigner.Sign(JdCloudSigner.DayOf(time.GetUtcNow()), Options.JdUsername, Options.JdSecretKey),
            ["domain"] = domain,
            ["start_time"] = first,
            ["end_time"] = last,
            ["time_point"] = JdCloudMapping.TimePointOf(PointLabel.IntervalEnd),
        }.ToJsonString();
    }
}
