using System.Net.Mime;
using CdnGateway.Features.Csv;
using CdnGateway.Features.Examples;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CdnGateway.Hosting.OpenApi;

/// <summary>Shows what an endpoint answers when all is well, in each of its formats.</summary>
internal sealed class AnswerExampleFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var example = context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<AnswerExample>().LastOrDefault();
        if (example is null || operation.Responses?["200"] is not OpenApiResponse { Content: { } content } response)
        {
            return;
        }

        response.Description = "The answer.";
        ((OpenApiMediaType)content[MediaTypeNames.Application.Json]).Example = example.Json.DeepClone();
        if (example.Csv is not null)
        {
            response.Description = "The answer. It is 200 also when only a part of it could be had: see complete and failures.";
            content[MediaTypeNames.Text.Csv] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Description = "RFC 4180 with a header row; units as in JSON, a missing value is an empty cell.",
                },
                Example = example.Csv,
            };
            response.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
            {
                [CsvDocument.CompleteHeader] = Header("Only with text/csv: what JSON says in complete.", "true"),
                [CsvDocument.FailuresHeader] = Header(
                    "Only with text/csv, and only when something failed: account and code of each failure.", "tencent-demo upstream-timeout"),
            };
        }
    }

    private static OpenApiHeader Header(string description, string example) => new()
    {
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = example,
    };
}
