using System.Buffers;
using CdnGateway.Sandbox;

namespace CdnGateway.IntegrationTests.Harness;

/// <summary>Whatever a test was about: when its gateway is gone, no event of its log may hold a secret or a signature that a provider saw.</summary>
internal static class Silence
{
    public static void Check(CapturedLog log, SandboxServer sandbox, SandboxOptions options)
    {
        string?[] secrets = [options.JdSecretKey, options.TencentSecretId, options.TencentSecretKey, options.TencentToken];
        var signatures = sandbox.JdCloudCalls.All.Concat(sandbox.TencentCalls.All)
            .SelectMany(call => call.Parameters)
            .Where(parameter => parameter.Key.Equals("signature", StringComparison.OrdinalIgnoreCase))
            .Select(parameter => parameter.Value);
        var said = string.Join('\n', log.Events.Select(told => told.Text));
        var forbidden = secrets.Concat(signatures)
            .OfType<string>()
            .Where(secret => secret.Length > 0)
            .SelectMany(secret => new[] { secret, Uri.EscapeDataString(secret) });

        // All at once: one by one the hundreds of signatures of some tests take longer to look for than to make.
        var slip = said.AsSpan().IndexOfAny(SearchValues.Create([.. forbidden], StringComparison.OrdinalIgnoreCase));
        slip.ShouldBe(-1, slip < 0 ? null : $"the log says a secret: {said[slip..Math.Min(said.Length, slip + 80)]}");
    }
}
