using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using CdnGateway.Contracts;

namespace CdnGateway.IntegrationTests.Harness;

/// <summary>What the gateway answered, read to its end.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Media type, without parameters.</param>
/// <param name="Body">The body's text.</param>
/// <param name="Headers">All headers, by name.</param>
/// <param name="Elapsed">From sending to the last byte.</param>
internal sealed record Answer(HttpStatusCode Status, string? ContentType, string Body, ILookup<string, string> Headers, TimeSpan Elapsed)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public string? Header(string name) => Headers[name].SingleOrDefault();

    public int? RetryAfter => Header("Retry-After") is { } seconds ? int.Parse(seconds, CultureInfo.InvariantCulture) : null;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, long started)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers)
            .SelectMany(header => header.Value.Select(value => (header.Key, Value: value)))
            .ToLookup(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
        return new Answer(
            response.StatusCode, response.Content.Headers.ContentType?.MediaType, body, headers, Stopwatch.GetElapsedTime(started));
    }

    public BandwidthFlowResponse BandwidthFlow() => Ok(ContractJson.Web.BandwidthFlowResponse);

    public Monthly95Response Monthly95() => Ok(ContractJson.Web.Monthly95Response);

    public ReconciliationResponse Reconciliation() => Ok(ContractJson.Web.ReconciliationResponse);

    public ForecastResponse Forecast() => Ok(ContractJson.Web.ForecastResponse);

    public AccountsResponse Accounts() => Ok(ContractJson.Web.AccountsResponse);

    /// <summary>The problem, once it is certain that it is one and says all that every problem says.</summary>
    public Problem Problem()
    {
        ContentType.ShouldBe("application/problem+json", Body);
        var problem = JsonSerializer.Deserialize(Body, ContractJson.Web.Problem).ShouldNotBeNull();
        problem.Type.ShouldBe($"urn:cdngateway:problem:{problem.Code}");
        problem.Title.ShouldNotBeNullOrWhiteSpace();
        problem.Status.ShouldBe((int)Status);
        problem.Detail.ShouldNotBeNullOrWhiteSpace();
        problem.Instance.ShouldStartWith("/");
        problem.TraceId.ShouldNotBeNullOrWhiteSpace();
        if (problem.Status is 429 or 503)
        {
            RetryAfter.ShouldNotBeNull(Body).ShouldBeGreaterThan(0);
        }

        return problem;
    }

    public Problem Problem(HttpStatusCode status, string code)
    {
        Status.ShouldBe(status, Body);
        var problem = Problem();
        problem.Code.ShouldBe(code, Body);
        return problem;
    }

    public override string ToString() => $"{(int)Status} {ContentType} after {Elapsed.TotalMilliseconds:0} ms: {Body}";

    private T Ok<T>(System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        Status.ShouldBe(HttpStatusCode.OK, Body);
        ContentType.ShouldBe("application/json");
        return JsonSerializer.Deserialize(Body, type)!;
    }
}
