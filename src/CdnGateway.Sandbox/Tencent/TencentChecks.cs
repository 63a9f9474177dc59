using System.Globalization;
using CdnGateway.Sandbox.Serving;

namespace CdnGateway.Sandbox.Tencent;

/// <summary>What Tencent looks at, in its order: how often, whether complete, who, whether fresh, and only then what is asked.</summary>
internal sealed class TencentChecks(SandboxOptions options)
{
    // Undocumented, ours: keeps one call from computing a century.
    private const int LongestDays = 366;

    private readonly QuotaWindow quota = new(options.CallsPerMinute, TimeSpan.FromSeconds(60), options.Time);
    private readonly NonceMemory nonces = new(options.TencentClockTolerance);

    public TencentRefusal? Refuse(ReceivedCall call)
    {
        if (quota.Take(call.Timestamp) is not null)
        {
            return TencentRefusal.TooOften;
        }

        return RefuseIncomplete(call) ?? RefuseStranger(call) ?? RefuseQuery(call);
    }

    private static TencentRefusal? RefuseIncomplete(ReceivedCall call)
    {
        if (!call.Understood)
        {
            return TencentRefusal.Malformed("parameters cannot be read, or one came twice");
        }

        var missing = new[] { "Action", "SecretId", "Timestamp", "Nonce", "Signature" }.FirstOrDefault(name => call.Text(name).Length == 0);
        return missing is null ? null : TencentRefusal.Malformed($"{missing} is missing");
    }

    private TencentRefusal? RefuseStranger(ReceivedCall call)
    {
        if (!IsWhole(call.Text("Timestamp"), out var timestamp) || !IsWhole(call.Text("Nonce"), out var nonce) || nonce == 0)
        {
            return TencentRefusal.Malformed("Timestamp or Nonce is not a positive integer");
        }

        if (call.Text("SecretId") != options.TencentSecretId)
        {
            return TencentRefusal.SecretIdUnknown;
        }

        if (!TencentSignature.IsRight(call, options.TencentSignatureHost, options.TencentSecretKey))
        {
            return TencentRefusal.SignatureWrong;
        }

        if (call.Text("Token") != (options.TencentToken ?? ""))
        {
            return TencentRefusal.TokenWrong;
        }

        var now = options.Time.GetUtcNow();
        if (Math.Abs((decimal)timestamp - now.ToUnixTimeSeconds()) > (decimal)options.TencentClockTolerance.TotalSeconds)
        {
            return TencentRefusal.Expired;
        }

        return nonces.IsNew(call.Text("Nonce"), now) ? null : TencentRefusal.Replay;
    }

    private TencentRefusal? RefuseQuery(ReceivedCall call)
    {
        if (call.Text("Action") != "GetTimeBandwidth")
        {
            return TencentRefusal.ActionUnknown;
        }

        if (!TencentQuery.TryDay(call.Text("start"), out var first) || !TencentQuery.TryDay(call.Text("end"), out var last)
            || first > last || (last - first).TotalDays >= LongestDays)
        {
            return TencentRefusal.DatesWrong;
        }

        var today = Beijing.Now(options.Time).Date;
        if (last >= today.AddDays(1 - today.Day))
        {
            return TencentRefusal.MonthNotSettled;
        }

        if (call.Text("type") is not ("" or "1" or "2"))
        {
            return TencentRefusal.TypeWrong;
        }

        return TencentQuery.HostsOf(call).Except(options.TencentDomains, StringComparer.Ordinal).Any() ? TencentRefusal.HostUnknown : null;
    }

    private static bool IsWhole(string text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
