using System.Text.Json.Nodes;
using CdnGateway.Features.Query;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CdnGateway.Hosting.OpenApi;

/// <summary>Documents the parameters from the table that the endpoint reads them by.</summary>
internal sealed class QueryParameterFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (var parameters in context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<QueryParameters>())
        {
            operation.Parameters = [.. parameters.All.Select(ToParameter)];
        }
    }

    /// <remarks>The page begins with a parameter's example but not with its schema's, so that what excludes one another is not sent together.</remarks>
    private static OpenApiParameter ToParameter(QueryParameter parameter)
    {
        var value = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = parameter.Values?.Select(v => (JsonNode)v).ToList(),
            Default = parameter.Default,
            Examples = [parameter.Example],
        };
        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = $"{parameter.Description} Example: `{parameter.Example}`.",
            Style = ParameterStyle.Form,
            Explode = true,
            Schema = parameter.Repeatable ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = value } : value,
            Example = !parameter.Preset ? null : parameter.Repeatable ? new JsonArray(parameter.Example) : JsonValue.Create(parameter.Example),
        };
    }
}
