using System.Globalization;
using CdnGateway.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CdnGateway.IntegrationTests.Harness;

/// <summary>A gateway with an account at each provider, and what a test wants to be different.</summary>
internal sealed record GatewaySetup
{
    /// <summary>Six minutes after the last point of the JD document's sample.</summary>
    public TimeProvider Time { get; init; } = new StandingClock("2018-06-02 17:36:00");

    public SandboxOptions Sandbox { get; init; } = new() { CallsPerMinute = 100_000 };

    public string Environment { get; init; } = "Development";

    /// <summary>Keys below <c>CdnGateway</c>; null takes a key of the two accounts away.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    public Action<IServiceCollection>? Services { get; init; }

    public LogLevel LeastLogged { get; init; } = LogLevel.Information;

    /// <summary>One retry, and the time that a call has by default: for a provider that answers, however busy the machine is.</summary>
    public static IReadOnlyDictionary<string, string?> OneRetry { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Upstream:MaxRetries"] = "1",
    };

    /// <summary>The same with timeouts that a test can wait for: only for a provider that does not answer.</summary>
    public static IReadOnlyDictionary<string, string?> Impatient { get; } = new Dictionary<string, string?>(OneRetry, StringComparer.Ordinal)
    {
        ["Upstream:AttemptTimeout"] = "4s",
        ["Upstream:TotalTimeout"] = "15s",
    };

    public GatewaySetup With(params (string Key, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>(Settings, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return this with { Settings = all };
    }

    /// <summary>A store of its own for one gateway, unless the test names one.</summary>
    public GatewaySetup WithStoreIn(DirectoryInfo directory)
    {
        const string Key = "Store:ConnectionString";
        return Settings.ContainsKey(Key) ? this : With((Key, $"Data Source={Path.Combine(directory.FullName, "cdngateway.db")}"));
    }

    /// <summary>All keys, as they are given to the host.</summary>
    public IEnumerable<KeyValuePair<string, string>> KeysFor(SandboxServer sandbox)
    {
        var keys = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Accounts:jd:Provider"] = "JdCloud",
            ["Accounts:jd:BaseUrl"] = sandbox.JdCloudUrl.AbsoluteUri,
            ["Accounts:jd:Username"] = Sandbox.JdUsername,
            ["Accounts:jd:SecretKey"] = Sandbox.JdSecretKey,
            ["Accounts:jd:CallsPerMinute"] = "100000",
            ["Accounts:qcloud:Provider"] = "Tencent",
            ["Accounts:qcloud:BaseUrl"] = sandbox.TencentUrl.AbsoluteUri,
            ["Accounts:qcloud:V3BaseUrl"] = sandbox.TencentV3Url.AbsoluteUri,
            ["Accounts:qcloud:SecretId"] = Sandbox.TencentSecretId,
            ["Accounts:qcloud:SecretKey"] = Sandbox.TencentSecretKey,
            ["Accounts:qcloud:Token"] = Sandbox.TencentToken,
            ["Accounts:qcloud:CallsPerMinute"] = "100000",
        };
        AddDomains(keys, "jd", Sandbox.JdDomains);
        AddDomains(keys, "qcloud", Sandbox.TencentDomains);
        foreach (var (key, value) in Settings)
        {
            keys[key] = value;
        }

        return keys.Where(k => k.Value is not null).Select(k => KeyValuePair.Create($"CdnGateway:{k.Key}", k.Value!));
    }

    private static void AddDomains(Dictionary<string, string?> keys, string account, IReadOnlyList<string> domains)
    {
        for (var i = 0; i < domains.Count; i++)
        {
            keys[string.Create(CultureInfo.InvariantCulture, $"Accounts:{account}:Domains:{i}")] = domains[i];
        }
    }
}
