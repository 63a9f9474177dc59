using CdnGateway.Diagnostics;
using CdnGateway.Hosting.Configuration;
using CdnGateway.Sandbox;

namespace CdnGateway.Hosting;

/// <summary>Starts the stand-ins of both providers and configures an account at each, as an operator would.</summary>
internal static partial class SandboxHosting
{
    public static async Task AddSandboxAsync(this WebApplicationBuilder builder)
    {
        if (!GatewaySettings.SandboxWanted(builder.Configuration, builder.Environment.IsDevelopment()))
        {
            return;
        }

        var options = new SandboxOptions { TencentV3DaysBack = null }; // a demo has no past to lose
        var sandbox = await SandboxServer.StartAsync(options, CancellationToken.None);
        builder.Configuration.AddInMemoryCollection(AccountKeys(options, sandbox));
        builder.Services.AddSingleton<IHostedService>(services => new Lifetime(sandbox, services.GetRequiredService<ILogger<Lifetime>>()));
    }

    private static Dictionary<string, string?> AccountKeys(SandboxOptions options, SandboxServer sandbox)
    {
        var keys = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Sandbox:Enabled"] = "true",
            ["Accounts:jd-demo:Provider"] = "JdCloud",
            ["Accounts:jd-demo:BaseUrl"] = sandbox.JdCloudUrl.AbsoluteUri,
            ["Accounts:jd-demo:Username"] = options.JdUsername,
            ["Accounts:jd-demo:SecretKey"] = options.JdSecretKey,
            ["Accounts:tencent-demo:Provider"] = "Tencent",
            ["Accounts:tencent-demo:BaseUrl"] = sandbox.TencentUrl.AbsoluteUri,
            ["Accounts:tencent-demo:Api"] = "V2,V3",
            ["Accounts:tencent-demo:V3BaseUrl"] = sandbox.TencentV3Url.AbsoluteUri,
            ["Accounts:tencent-demo:SecretId"] = options.TencentSecretId,
            ["Accounts:tencent-demo:SecretKey"] = options.TencentSecretKey,
        };
        AddDomains(keys, "jd-demo", options.JdDomains);
        AddDomains(keys, "tencent-demo", options.TencentDomains);
        return keys.ToDictionary(k => $"{GatewaySettings.SectionName}:{k.Key}", k => k.Value, StringComparer.OrdinalIgnoreCase);
    }

    private static void AddDomains(Dictionary<string, string?> keys, string account, IReadOnlyList<string> domains)
    {
        for (var i = 0; i < domains.Count; i++)
        {
            keys[$"Accounts:{account}:Domains:{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}"] = domains[i];
        }
    }

    private sealed partial class Lifetime(SandboxServer sandbox, ILogger<Lifetime> logger) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            Started(logger, sandbox.JdCloudUrl, sandbox.TencentUrl, sandbox.TencentV3Url);
            return Task.CompletedTask;
        }

        public async Task StopAsync(CancellationToken cancellationToken) => await sandbox.DisposeAsync();

        [LoggerMessage(EventIds.SandboxStarted, LogLevel.Warning, "The accounts jd-demo and tencent-demo are stand-ins with invented traffic ({JdCloud}, {Tencent}, {TencentV3})")]
        private static partial void Started(ILogger logger, Uri jdCloud, Uri tencent, Uri tencentV3);
    }
}
