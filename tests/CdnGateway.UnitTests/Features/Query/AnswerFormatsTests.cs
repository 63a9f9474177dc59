using CdnGateway.Features.Query;
using Microsoft.AspNetCore.Http;

namespace CdnGateway.UnitTests.Features.Query;

public sealed class AnswerFormatsTests
{
    [Theory]
    [InlineData(null, "Json")]
    [InlineData("", "Json")]
    [InlineData("*/*", "Json")]
    [InlineData("application/json", "Json")]
    [InlineData("application/*", "Json")]
    [InlineData("text/csv", "Csv")]
    [InlineData("TEXT/CSV", "Csv")]
    [InlineData("Application/Json", "Json")]
    [InlineData("text/csv; charset=utf-8", "Csv")]
    [InlineData("text/*", "Csv")]
    [InlineData("text/csv, */*", "Json")]
    [InlineData("text/csv, */*;q=0.1", "Csv")]
    [InlineData("application/json, text/csv", "Json")]
    [InlineData("application/json;q=0.5, text/csv", "Csv")]
    [InlineData("application/json;q=0.5, text/csv;q=0.4", "Json")]
    [InlineData("application/json;q=0, */*", "Csv")]
    [InlineData("*/*;q=0.2, application/*;q=0, text/csv;q=0.1", "Csv")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "Json")]
    [InlineData("not a media type", "Json")]
    [InlineData("text/html", null)]
    [InlineData("application/problem+json", null)]
    [InlineData("application/json;q=0", null)]
    [InlineData("*/*;q=0", null)]
    public void Accept_header_decides(string? accept, string? format) =>
        (AnswerFormats.Of(parameter: null, Headers(accept))?.ToString()).ShouldBe(format);

    [Theory]
    [InlineData("csv", "application/json", "Csv")]
    [InlineData("json", "text/csv", "Json")]
    [InlineData("csv", "text/html", "Csv")]
    public void Parameter_goes_before_the_header(string parameter, string accept, string format) =>
        AnswerFormats.Of(parameter, Headers(accept)).ToString().ShouldBe(format);

    [Theory]
    [InlineData(null, true)]
    [InlineData("*/*", true)]
    [InlineData("APPLICATION/JSON", true)]
    [InlineData("text/csv", false)]
    [InlineData("text/csv, application/*;q=0.1", true)]
    public void Endpoint_of_json_alone_asks_only_for_that(string? accept, bool accepted) =>
        AnswerFormats.AcceptsJson(Headers(accept)).ShouldBe(accepted);

    private static IHeaderDictionary Headers(string? accept)
    {
        IHeaderDictionary headers = new HeaderDictionary();
        if (accept is not null)
        {
            headers.Accept = accept;
        }

        return headers;
    }
}
