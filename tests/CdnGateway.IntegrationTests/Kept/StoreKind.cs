using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox;
using Npgsql;

namespace CdnGateway.IntegrationTests.Kept;

/// <summary>Where a gateway keeps its points.</summary>
public enum StoreKind
{
    Sqlite,
    Postgres,
}

internal static class Setups
{
    /// <summary>With a fresh store of this kind; skips the test where there is no PostgreSQL.</summary>
    public static async Task<GatewaySetup> OnAsync(this GatewaySetup setup, StoreKind kind, PostgresServer server) =>
        kind == StoreKind.Sqlite ? setup : setup.With(("Store:ConnectionString", await DatabaseAsync(server)));

    /// <summary>Before stand-ins that outlive the gateway, so that another one finds them where this one did.</summary>
    public static GatewaySetup Before(this GatewaySetup setup, SandboxServer sandbox) => setup.With(
        ("Accounts:jd:BaseUrl", sandbox.JdCloudUrl.AbsoluteUri),
        ("Accounts:qcloud:BaseUrl", sandbox.TencentUrl.AbsoluteUri));

    /// <remarks>Few connections, so that all the gateways of a run of tests find some.</remarks>
    public static async Task<string> DatabaseAsync(PostgresServer server) => new NpgsqlConnectionStringBuilder(
        await server.CreateDatabaseAsync(TestContext.Current.CancellationToken)) { MaxPoolSize = 20 }.ConnectionString;
}
