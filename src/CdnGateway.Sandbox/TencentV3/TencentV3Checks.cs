using System.Globalization;
using CdnGateway.Sandbox.Serving;

namespace CdnGateway.Sandbox.TencentV3;

/// <summary>What API 3.0 looks at, in its order: who, when, which action, how often, which fields, and only then what they say.</summary>
internal sealed class TencentV3Checks(SandboxOptions options)
{
    private const int MostDomains = 30;

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestSpan = TimeSpan.FromDays(90);
    private static readonly string[] Headers = ["X-TC-Action", "X-TC-Version", "X-TC-Timestamp", "Authorization"];
    private static readonly string[] Exclusive = ["Isp", "District", "IpProtocol"];

    private readonly TencentV3Signature signature = new(options.TencentV3SignatureHost, options.TencentSecretKey);

    private readonly Dictionary<TencentV3Action, QuotaWindow> quotas = new[] { TencentV3Action.CdnData, TencentV3Action.BillingData }
        .ToDictionary(action => action, _ => new QuotaWindow(options.TencentCallsPerSecond, TimeSpan.FromSeconds(1), options.Time));

    public TencentV3Refusal? Refuse(ReceivedCall call)
    {
        if (RefuseStranger(call) is { } refusal)
        {
            return refusal;
        }

        if (TencentV3Action.Named(call.Header("X-TC-Action")) is not { } action)
        {
            return TencentV3Refusal.ActionUnknown;
        }

        if (call.Header("X-TC-Version") != TencentV3Action.Version)
        {
            return TencentV3Refusal.VersionUnknown;
        }

        return quotas[action].Take(call.Timestamp) is null
            ? TencentV3Fields.Refuse(call, action) ?? RefuseTimes(call) ?? RefuseQuery(call, action)
            : TencentV3Refusal.TooOften;
    }

    private TencentV3Refusal? RefuseStranger(ReceivedCall call)
    {
        if (Headers.FirstOrDefault(name => call.Header(name).Length == 0) is { } missing)
        {
            return TencentV3Refusal.Missing(missing);
        }

        var type = call.Method == "GET" ? "application/x-www-form-urlencoded" : "application/json";
        if (call.ContentType?.StartsWith(type, StringComparison.OrdinalIgnoreCase) is not true)
        {
            return TencentV3Refusal.ProtocolWrong;
        }

        if (!long.TryParse(call.Header("X-TC-Timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp)
            || Math.Abs((decimal)timestamp - options.Time.GetUtcNow().ToUnixTimeSeconds()) > (decimal)ClockTolerance.TotalSeconds)
        {
            return TencentV3Refusal.SignatureExpired;
        }

        return TencentV3Signature.SecretIdOf(call) switch
        {
            null => TencentV3Refusal.SignatureWrong,
            var id when id != options.TencentSecretId => TencentV3Refusal.SecretIdUnknown,
            _ when !signature.IsRight(call, timestamp) => TencentV3Refusal.SignatureWrong,
            _ when call.Header("X-TC-Token") != (options.TencentToken ?? "") => TencentV3Refusal.TokenWrong,
            _ => null,
        };
    }

    private TencentV3Refusal? RefuseTimes(ReceivedCall call)
    {
        if (!TencentV3Query.TryTime(call.Text("StartTime"), out var from) || !TencentV3Query.TryTime(call.Text("EndTime"), out var to)
            || from > to || to - from > LongestSpan
            || (options.TencentV3DaysBack is { } days && from < Beijing.Now(options.Time).Date.AddDays(-days)))
        {
            return TencentV3Refusal.DatesWrong;
        }

        return TencentV3Interval.Of(call.Text("Interval"), to - from) switch
        {
            null => TencentV3Refusal.Invalid("Interval"),
            { Name: "min" } when call.Text("Area") == "overseas" => TencentV3Refusal.Invalid("Interval"),
            var interval when to - from > interval.LongestSpan => TencentV3Refusal.DatesWrong,
            _ => null,
        };
    }

    private TencentV3Refusal? RefuseQuery(ReceivedCall call, TencentV3Action action)
    {
        // Other metrics are documented too, but the stand-in's traffic has no requests or hits.
        var billing = action == TencentV3Action.BillingData;
        if (call.Text("Metric") is not (TencentV3Query.Bandwidth or "flux") && !(billing && call.Text("Metric").Length == 0))
        {
            return billing ? TencentV3Refusal.BillingMetricWrong : TencentV3Refusal.MetricWrong;
        }

        var domains = TencentV3Query.DomainsOf(call);
        return call switch
        {
            _ when call.Text("Area") is not ("" or "mainland" or "overseas") => TencentV3Refusal.Invalid("Area"),
            _ when call.Text("Product") is not ("" or "cdn") => TencentV3Refusal.Invalid("Product"),
            _ when call.Text("TimeZone") is not ("" or "UTC+08:00") => TencentV3Refusal.Invalid("TimeZone"),
            _ when Exclusive.Count(name => call.Text(name).Length > 0) > 1 => TencentV3Refusal.Invalid(string.Join('/', Exclusive)),
            _ when domains.Count > MostDomains => TencentV3Refusal.TooManyDomains,
            _ when domains.Except(options.TencentDomains, StringComparer.Ordinal).Any() => TencentV3Refusal.HostUnknown,
            _ => null,
        };
    }
}
