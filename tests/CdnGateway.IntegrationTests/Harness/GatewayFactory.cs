using CdnGateway.Sandbox;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CdnGateway.IntegrationTests.Harness;

/// <summary>The gateway's own Program, told its settings as on a command line.</summary>
internal sealed class GatewayFactory(GatewaySetup setup, SandboxServer sandbox, CapturedLog log) : WebApplicationFactory<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(setup.Environment);
        // Not by UseKestrel(0): that sets the port while Program is already starting the server, and loses now and then.
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        foreach (var (key, value) in setup.KeysFor(sandbox))
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(setup.Time);
            services.RemoveAll<ILoggerProvider>(); // the console's: the tests of the process look at that
            services.AddSingleton<ILoggerProvider>(log);
            services.AddLogging(logging => logging.SetMinimumLevel(setup.LeastLogged));
            setup.Services?.Invoke(services);
        });
    }
}
