using System.Text.RegularExpressions;
using CdnGateway.IntegrationTests.Faults;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.IntegrationTests.Keys;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Faults;
using Microsoft.Extensions.Logging;

namespace CdnGateway.IntegrationTests.Secrets;

/// <summary>Secrets that would be recognised anywhere, and every occasion to let them slip: no log level is too low.</summary>
public sealed partial class CanaryTests
{
    private const string ClientKey = "canary client key 5f1c";

    /// <summary>Activities are heard of the whole process, and beside this test others name a PostgreSQL user of theirs.</summary>
    private const string OfOtherTests = "activity Npgsql";

    /// <summary>The kept last hour and one before it: its answer is stale when the provider fails, and says why.</summary>
    private const string PartlyKept = "/api/v1/bandwidth-flow?domain=play.live.com&start=2018-06-02T15:35:00%2B08:00";

    private static readonly SandboxOptions Canaries = new()
    {
        CallsPerMinute = 100_000,
        JdUsername = "canary-pin-7d41",
        JdSecretKey = "canary+jd/key=9a02",
        TencentSecretId = "canary-id-1b7e",
        TencentSecretKey = "canary+tencent/key=c3d8",
        TencentToken = "canary&token=e6/f0+",
    };

    [Theory]
    [InlineData("Post", "HmacSHA256")]
    [InlineData("Get", "HmacSHA1")]
    public async Task No_secret_no_signature_and_no_signed_address_is_ever_said(string method, string signatureMethod)
    {
        using var witness = new Witness();
        await using var gateway = await GatewayUnderTest.StartAsync(
            new GatewaySetup { Sandbox = Canaries, Environment = "Production", LeastLogged = LogLevel.Trace }.With(
                ("Collector:Enabled", "false"), // or it would have kept what is asked for, before it can fail
                ("Clients:canary:KeySha256", KeyedGateway.Sha256(ClientKey)),
                ("Accounts:qcloud:HttpMethod", method),
                ("Accounts:qcloud:SignatureMethod", signatureMethod),
                ("Upstream:AttemptTimeout", "2s"),
                ("Upstream:TotalTimeout", "2s"),
                ("Upstream:MaxRetries", "0")));

        await AskEverythingAsync(gateway, witness);
        await FailInEveryWayAsync(gateway, witness);
        await StopAsync(gateway, witness);

        ShouldBeSilent(witness.All(gateway.Log), SecretsOf(gateway.Sandbox));
    }

    private static async Task AskEverythingAsync(GatewayUnderTest gateway, Witness witness)
    {
        string[] paths =
        [
            "/", "/health/ready", "/nowhere", "/swagger/v1/swagger.json", "/api/v1/accounts", "/api/v1/bandwidth-flow", "/api/v1/bandwidth-flow?format=csv",
            "/api/v1/monthly-95?month=2018-04", "/api/v1/monthly-95?month=2018-04&format=csv", "/api/v1/monthly-95?month=2018-06",
            "/api/v1/monthly-95?month=wrong", "/api/v1/bandwidth-flow?account=nobody&domain=x",
        ];
        foreach (var path in paths)
        {
            witness.Hear(await AskAsync(gateway, path));
            witness.Hear(await gateway.GetAsync(path));
            witness.Hear(await gateway.GetAsync(path, ("Authorization", $"Bearer {ClientKey}x")));
        }
    }

    private static async Task FailInEveryWayAsync(GatewayUnderTest gateway, Witness witness)
    {
        foreach (var (n, (script, row)) in JdCloudFaults.Rows.Select(row => (gateway.Sandbox.JdCloudFaults, row))
            .Concat(TencentFaults.Rows.Select(row => (gateway.Sandbox.TencentFaults, row)))
            .Where(pair => pair.row.RetryAfter != 120) // those would silence the account
            .Index())
        {
            script.Always(row.Fault);
            witness.Hear(await AskAsync(gateway, Questions.Hour(n)));
            witness.Hear(await AskAsync(gateway, Questions.Day(n)));
            script.Clear();
        }

        gateway.Sandbox.JdCloudFaults.Always(Fault.EchoSecrets());
        gateway.Sandbox.TencentFaults.Always(Fault.EchoSecrets());
        witness.Hear(await AskAsync(gateway, "/api/v1/monthly-95?month=2018-03&format=csv"));
        witness.Hear(await AskAsync(gateway, PartlyKept));
    }

    private static async Task StopAsync(GatewayUnderTest gateway, Witness witness)
    {
        await gateway.Sandbox.StopJdCloudAsync();
        await gateway.Sandbox.StopTencentAsync();
        witness.Hear(await AskAsync(gateway, "/api/v1/monthly-95?month=2018-03"));
        witness.Hear(await AskAsync(gateway, PartlyKept));
        witness.Hear(await AskAsync(gateway, "/api/v1/accounts"));
    }

    private static Task<Answer> AskAsync(GatewayUnderTest gateway, string path) => gateway.GetAsync(path, ("X-Api-Key", ClientKey));

    /// <summary>The keys, what they signed, and each as it is written in an address.</summary>
    private static List<string> SecretsOf(SandboxServer sandbox)
    {
        string[] keys =
        [
            "canary-pin", "canary+jd", "canary-id", "canary+tencent", "canary&token", ClientKey, KeyedGateway.Sha256(ClientKey),
        ];
        var signatures = sandbox.TencentCalls.All.Select(call => call.Parameters.GetValueOrDefault("Signature"))
            .Concat(sandbox.JdCloudCalls.All.Select(call => call.Parameters.GetValueOrDefault("signature")))
            .OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        signatures.Count.ShouldBeGreaterThan(40);
        return [.. keys.Concat(signatures).SelectMany(secret => new[] { secret, Uri.EscapeDataString(secret) }).Distinct(StringComparer.Ordinal)];
    }

    private static void ShouldBeSilent(IReadOnlyList<(string Where, string Text)> said, List<string> secrets)
    {
        // Silence must not come from deafness.
        said.ShouldContain(piece => piece.Where == "body" && piece.Text.Contains("signature wrong, got"));
        said.ShouldContain(piece => piece.Where == "body" && piece.Text.Contains("\"staleReason\""));
        said.ShouldContain(piece => piece.Where.StartsWith("log CdnGateway"));
        said.ShouldContain(piece => piece.Where.StartsWith("log Microsoft.AspNetCore"));
        said.ShouldContain(piece => piece.Where == "activity Microsoft.AspNetCore");
        foreach (var (where, text) in said)
        {
            var slipped = secrets.Find(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
            slipped.ShouldBeNull($"{where}: {text}");
            (where != OfOtherTests && Labelled().IsMatch(text)).ShouldBeFalse($"{where}: {text}");
            (where != "body" && text.Contains("v2/index.php?", StringComparison.Ordinal)).ShouldBeFalse($"{where}: {text}");
        }
    }

    /// <summary>A name of something secret with anything behind it but a blackout.</summary>
    [GeneratedRegex("""(?:Signature|SecretId|Token|username)["\\]*[=:]["\\]*[^*"\\\s]""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Labelled();
}
