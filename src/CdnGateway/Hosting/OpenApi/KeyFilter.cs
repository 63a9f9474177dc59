using CdnGateway.Contracts;
using CdnGateway.Problems;
using CdnGateway.Security;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CdnGateway.Hosting.OpenApi;

/// <summary>Whatever may be refused for want of a key takes one, in either header.</summary>
internal sealed class KeyFilter : IOperationFilter
{
    private const string ApiKey = "apiKey";
    private const string Bearer = "bearer";

    public static void AddSchemes(SwaggerGenOptions options)
    {
        options.AddSecurityDefinition(ApiKey, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ClientKeys.Header,
            Description = "The client's key. Where the gateway serves anonymous requests, none is needed.",
        });
        options.AddSecurityDefinition(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The same key as Authorization: Bearer; one of the two is enough.",
        });
    }

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var codes = context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<ProblemAnswers>().SelectMany(a => a.Codes);
        if (codes.Contains(ErrorCodes.Unauthorized, StringComparer.Ordinal))
        {
            operation.Security = [Requirement(ApiKey, context.Document), Requirement(Bearer, context.Document)];
        }
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
}
