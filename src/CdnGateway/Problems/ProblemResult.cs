using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CdnGateway.Contracts;

namespace CdnGateway.Problems;

/// <summary>An error answer: RFC 9457 with our code, whatever the request accepts.</summary>
internal sealed class ProblemResult(string code, string detail) : IResult
{
    private const string ContentType = "application/problem+json; charset=utf-8";
    private const string TypePrefix = "urn:cdngateway:problem:";

    public string Code => code;

    public string Detail => detail;

    /// <summary>Differs from the catalog's only for a status of the framework's that has no code of its own.</summary>
    public int Status { get; init; } = ProblemCatalog.StatusOf(code);

    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    public IReadOnlyList<Failure>? Failures { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public static string TypeOf(string code) => TypePrefix + code;

    /// <summary>Whole seconds, rounded up: asking again a moment too early costs another call.</summary>
    public static int Seconds(TimeSpan wait) => (int)Math.Clamp(Math.Ceiling(wait.TotalSeconds), 1, int.MaxValue);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.Headers.XContentTypeOptions = "nosniff";
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Seconds(wait).ToString(CultureInfo.InvariantCulture);
        }

        var path = httpContext.Request.PathBase.Add(httpContext.Request.Path).ToUriComponent();
        var problem = ToProblem(path is { Length: > 0 } ? path : "/", Activity.Current?.TraceId.ToHexString() ?? httpContext.TraceIdentifier);
        await JsonSerializer.SerializeAsync(response.Body, problem, ContractJson.Web.Problem, httpContext.RequestAborted);
    }

    public Problem ToProblem(string instance, string traceId) => new(
        TypeOf(code),
        ProblemCatalog.TitleOf(code),
        Status,
        detail,
        instance,
        code,
        traceId,
        Errors,
        Failures);
}
