using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace CdnGateway.Benchmarks;

/// <summary>Short runs in this very process: ratios are wanted, and no project is built beside the solution's.</summary>
internal static class ShortInProcess
{
    public static IConfig Config { get; } = DefaultConfig.Instance
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
        .WithOptions(ConfigOptions.JoinSummary | ConfigOptions.DisableLogFile);
}
