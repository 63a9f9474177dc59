using BenchmarkDotNet.Running;
using CdnGateway.Benchmarks;

if (args is ["smoke"])
{
    return Smoke.Run();
}

BenchmarkSwitcher.FromAssembly(typeof(Smoke).Assembly).Run(args, ShortInProcess.Config);
return 0;
