using System.Globalization;
using CdnGateway.Sandbox.Billing;
using CdnGateway.Sandbox.Serving;
using Microsoft.AspNetCore.Http;

namespace CdnGateway.Sandbox.TencentV3;

/// <summary>
/// API 3.0 of the CDN with two of its actions, <c>DescribeCdnData</c> and <c>DescribeBillingData</c>. Errors are HTTP 200 with an
/// <c>Error</c> inside.
/// </summary>
internal sealed class TencentV3Api(SandboxOptions options, TencentV3Seeds seeds, BillingScript billing) : IProviderApi
{
    private readonly TencentV3Checks checks = new(options);
    private int answered;

    public async Task<IReadOnlyDictionary<string, string>?> ReadParametersAsync(HttpRequest request, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        return TencentV3Fields.Read(request.Method, request.QueryString.Value ?? "", body.ToArray());
    }

    public Answer Judge(ReceivedCall call)
    {
        if (call.Path != "/")
        {
            return Answer.HttpError(StatusCodes.Status404NotFound);
        }

        if (!HttpMethods.IsPost(call.Method) && !HttpMethods.IsGet(call.Method))
        {
            return Answer.HttpError(StatusCodes.Status405MethodNotAllowed) with { Allow = "GET, POST" };
        }

        if (checks.Refuse(call) is { } refusal)
        {
            return Error(0, refusal.Message, refusal.Code);
        }

        var query = TencentV3Query.Of(call, TencentV3Action.Named(call.Header("X-TC-Action"))!);
        var points = new TencentV3Points(query, options, seeds, billing);
        return new Answer(new TencentV3Answer(query, points, options.TencentDomains, NextRequestId()).WriteAsync);
    }

    /// <summary>Codes are words here: <paramref name="codeDesc"/> is the code, and <paramref name="code"/> stands in if there is none.</summary>
    public Answer Error(int code, string message, object? codeDesc)
    {
        var name = codeDesc is string { Length: > 0 } word ? word : code.ToString(CultureInfo.InvariantCulture);
        var requestId = NextRequestId();
        return Answer.Small(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("Response");
            json.WriteStartObject("Error");
            json.WriteString("Code", name);
            json.WriteString("Message", message);
            json.WriteEndObject();
            json.WriteString("RequestId", requestId);
            json.WriteEndObject();
            json.WriteEndObject();
        }) with { Refusal = name };
    }

    public Answer SignatureWrong(string message) => Error(0, message, TencentV3Refusal.SignatureWrong.Code);

    private string NextRequestId() => new Guid(Interlocked.Increment(ref answered), 0x5A0D, 0x4B0C, 0x80, 0, 0, 0, 0, 0, 0, 1).ToString("D");
}
