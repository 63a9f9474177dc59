using BenchmarkDotNet.Running;
using CdnGateway.Benchmarks;
using CdnGateway.Benchmarks.Stand;

// Without one of these words the arguments are BenchmarkDotNet's: --filter '*'
switch (args)
{
    case ["smoke"]:
        return Smoke.Run();
    case ["bare", var bodyFile, var entityTag]:
        await BareEndpoint.RunAsync(bodyFile, entityTag, CancellationToken.None);
        return 0;
    case ["provider", .. var domains]:
        await ProviderProcess.RunAsync(domains, CancellationToken.None);
        return 0;
    case ["question", var domain, var day]:
        Console.Write(ProviderProcess.Question(domain, day, TimeProvider.System));
        return 0;
    case ["fill", var month]:
        await StoreFilling.RunAsync(month, TimeProvider.System, CancellationToken.None);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Smoke).Assembly).Run(args, ShortInProcess.Config);
        return 0;
}
