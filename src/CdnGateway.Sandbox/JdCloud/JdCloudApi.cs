using System.Globalization;
using System.Text.Json;
using CdnGateway.Sandbox.Billing;
using CdnGateway.Sandbox.Serving;
using Microsoft.AspNetCore.Http;

namespace CdnGateway.Sandbox.JdCloud;

/// <summary>
/// <c>POST /api/live/bandwidth_flow</c>: five-minute bandwidth and volume of one domain; <c>POST /api/fee</c>: the figure that JD bills.
/// Errors are HTTP 200 with a status inside.
/// </summary>
internal sealed class JdCloudApi(SandboxOptions options, JdCloudSeeds seeds, BillingScript billing) : IProviderApi
{
    private const string PointsPath = "/api/live/bandwidth_flow";
    private const string FeePath = "/api/fee";

    private readonly QuotaWindow quota = new(options.CallsPerMinute, TimeSpan.FromSeconds(60), options.Time);
    private readonly JdCloudChecks checks = new(options);

    public async Task<IReadOnlyDictionary<string, string>?> ReadParametersAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: ct);
            if (body.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var property in body.RootElement.EnumerateObject())
            {
                var value = property.Value;
                parameters[property.Name] = value.ValueKind switch
                {
                    JsonValueKind.String => value.GetString()!,
                    JsonValueKind.Null => "",
                    _ => value.GetRawText(),
                };
            }

            return parameters;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public Answer Judge(ReceivedCall call)
    {
        if (call.Path is not (PointsPath or FeePath))
        {
            return Answer.HttpError(StatusCodes.Status404NotFound);
        }

        if (!HttpMethods.IsPost(call.Method))
        {
            return Answer.HttpError(StatusCodes.Status405MethodNotAllowed) with { Allow = HttpMethods.Post };
        }

        if (call.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) is not true)
        {
            return Answer.HttpError(StatusCodes.Status415UnsupportedMediaType);
        }

        if (quota.Take(call.Timestamp) is { } wait)
        {
            // JD's table has no status for "too often", so the stand-in says it in HTTP.
            return Answer.HttpError(StatusCodes.Status429TooManyRequests) with { RetryAfter = wait };
        }

        var now = Beijing.Now(options.Time);
        return call.Path == FeePath ? JudgeFee(call, now) : JudgePoints(call, now);
    }

    public Answer Error(int code, string message, object? codeDesc) => Answer.Small(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("status", code);
        json.WriteString("msg", message);
        json.WriteEndObject();
    }) with { Refusal = code.ToString(CultureInfo.InvariantCulture) };

    public Answer SignatureWrong(string message) => Error((int)JdCloudStatus.SignatureWrong, message, null);

    private Answer JudgePoints(ReceivedCall call, DateTime now)
    {
        if (checks.RefusePoints(call, now) is { } status)
        {
            return Error(status);
        }

        var query = QueryOf(call, now);
        return new Answer(new JdCloudAnswer(query, now, seeds, options.Traffic, billing.For(query.Domain).PointIsMissing).WriteAsync);
    }

    private Answer JudgeFee(ReceivedCall call, DateTime now)
    {
        if (checks.RefuseFee(call, now) is { } status)
        {
            return Error(status);
        }

        JdCloudQuery.TryTime(call.Text("start_time"), out var from);
        JdCloudQuery.TryEnd(call, now, out var to);
        JdCloudFeeQuery.TryType(call.Text("type"), out var type);
        var query = new JdCloudFeeQuery(JdCloudFeeQuery.DomainsOf(call), from, to, type);
        return Answer.Small(new JdCloudFeeAnswer(query, options, seeds, billing).Write);
    }

    private Answer Error(JdCloudStatus status) => Error((int)status, JdCloudStatusText.Of(status), null);

    private JdCloudQuery QueryOf(ReceivedCall call, DateTime now)
    {
        JdCloudQuery.TryTime(call.Text("start_time"), out var from);
        JdCloudQuery.TryEnd(call, now, out var to);
        var edge = call.Text("time_point") switch
        {
            "startTime" => JdPointLabel.IntervalStart,
            "endTime" => JdPointLabel.IntervalEnd,
            _ => options.JdDefaultLabel,
        };
        // No domain of the demo has publish points, so a query for one has no traffic.
        return new JdCloudQuery(call.Text("domain"), from, to, edge, PublishPointNamed: call.Text("appName").Length > 0);
    }
}
