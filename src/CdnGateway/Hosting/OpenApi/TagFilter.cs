using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CdnGateway.Hosting.OpenApi;

/// <summary>Says what the tags stand for, in the order in which they are shown.</summary>
internal sealed class TagFilter : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context) =>
        swaggerDoc.Tags = ApiInfo.Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }).ToHashSet();
}
