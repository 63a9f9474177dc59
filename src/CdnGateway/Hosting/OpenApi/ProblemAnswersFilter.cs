using System.Net.Mime;
using System.Text.Json;
using CdnGateway.Contracts;
using CdnGateway.Problems;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CdnGateway.Hosting.OpenApi;

/// <summary>Documents the problems that an endpoint may answer with, one example a code.</summary>
internal sealed class ProblemAnswersFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var declared = context.ApiDescription.ActionDescriptor.EndpointMetadata
            .OfType<ProblemAnswers>()
            .SelectMany(a => a.Codes)
            .Distinct(StringComparer.Ordinal);
        var problem = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository);
        foreach (var status in declared.GroupBy(ProblemCatalog.StatusOf).OrderBy(s => s.Key))
        {
            operation.Responses ??= [];
            operation.Responses[status.Key.ToString()] = Answer([.. status], problem, $"/{context.ApiDescription.RelativePath}");
        }
    }

    private static OpenApiResponse Answer(IReadOnlyList<string> codes, IOpenApiSchema problem, string path)
    {
        var retryAfter = codes.Select(code => ProblemExamples.Of(code).RetryAfter).FirstOrDefault(wait => wait is not null);
        return new OpenApiResponse
        {
            Description = string.Join("; ", codes.Select(code => $"`{code}`: {ProblemCatalog.TitleOf(code)}")) + ".",
            Headers = retryAfter is { } wait ? RetryAfter(wait) : null,
            Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
            {
                [MediaTypeNames.Application.ProblemJson] = new OpenApiMediaType
                {
                    Schema = problem,
                    Examples = codes.ToDictionary(code => code, code => Example(code, path), StringComparer.Ordinal),
                },
            },
        };
    }

    private static IOpenApiExample Example(string code, string path) => new OpenApiExample
    {
        Summary = ProblemCatalog.TitleOf(code),
        Value = JsonSerializer.SerializeToNode(ProblemExamples.Of(code).ToProblem(path, ProblemExamples.TraceId), ContractJson.Web.Problem),
    };

    private static Dictionary<string, IOpenApiHeader> RetryAfter(TimeSpan wait) => new(StringComparer.Ordinal)
    {
        [HeaderNames.RetryAfter] = new OpenApiHeader
        {
            Description = "Seconds after which asking again makes sense.",
            Required = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
            Example = ProblemResult.Seconds(wait),
        },
    };
}
