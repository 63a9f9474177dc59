using System.Globalization;
using CdnGateway.Sandbox.Billing;
using CdnGateway.Sandbox.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace CdnGateway.Sandbox.Tencent;

/// <summary>
/// <c>/v2/index.php</c> of the 2.0 API with its one action here, <c>GetTimeBandwidth</c>. Errors are HTTP 200 with a code inside.
/// </summary>
internal sealed class TencentApi(SandboxOptions options, TencentSeeds seeds, BillingScript billing) : IProviderApi
{
    private const string ActionPath = "/v2/index.php";

    private readonly TencentChecks checks = new(options);

    public async Task<IReadOnlyDictionary<string, string>?> ReadParametersAsync(HttpRequest request, CancellationToken ct)
    {
        IEnumerable<KeyValuePair<string, StringValues>> given;
        try
        {
            // Never both: with POST the query is ignored, with GET the body.
            given = HttpMethods.IsPost(request.Method)
                ? await request.ReadFormAsync(ct)
                : QueryHelpers.ParseQuery(request.QueryString.Value);
        }
        catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException or IOException)
        {
            return null;
        }

        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in given)
        {
            if (values.Count > 1)
            {
                return null;
            }

            parameters[name] = values.ToString();
        }

        return parameters;
    }

    public Answer Judge(ReceivedCall call)
    {
        if (!call.Path.Equals(ActionPath, StringComparison.Ordinal))
        {
            return Answer.HttpError(StatusCodes.Status404NotFound);
        }

        if (!HttpMethods.IsPost(call.Method) && !HttpMethods.IsGet(call.Method))
        {
            return Answer.HttpError(StatusCodes.Status405MethodNotAllowed) with { Allow = "GET, POST" };
        }

        return checks.Refuse(call) is { } refusal
            ? Error(refusal.Code, refusal.Message, refusal.CodeDesc) with { Refusal = NameOf(refusal) }
            : Answer.Small(new TencentAnswer(QueryOf(call), options, seeds, billing).Write);
    }

    public Answer Error(int code, string message, object? codeDesc) => Answer.Small(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("code", code);
        json.WriteString("message", message);
        json.WritePropertyName("codeDesc");
        if (codeDesc is int number)
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue((string?)codeDesc);
        }

        json.WriteEndObject();
    }) with { Refusal = code.ToString(CultureInfo.InvariantCulture) };

    public Answer SignatureWrong(string message) => Error(TencentRefusal.SignatureWrong.Code, message, TencentRefusal.SignatureWrong.CodeDesc);

    private static string NameOf(TencentRefusal refusal) =>
        refusal.BusinessCode is { } business ? $"{refusal.Code}/{business}" : refusal.Code.ToString(CultureInfo.InvariantCulture);

    private static TencentQuery QueryOf(ReceivedCall call)
    {
        TencentQuery.TryDay(call.Text("start"), out var first);
        TencentQuery.TryDay(call.Text("end"), out var last);
        return new TencentQuery(first, last, call.Text("type") == "2" ? TencentQuery.Overseas : 1, TencentQuery.HostsOf(call));
    }
}
