using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace CdnGateway.Hosting.OpenApi;

/// <summary>The description of the API at /swagger/v1/swagger.json and the page to try it at /swagger.</summary>
internal static class GatewayOpenApi
{
    public static void AddGatewayOpenApi(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(ApiInfo.Document, ApiInfo.Info);
            options.DocInclusionPredicate((_, api) => api.HttpMethod != HttpMethods.Head); // as GET, without the body
            options.OrderActionsBy(api => ApiInfo.OrderOf(api.RelativePath));
            options.SupportNonNullableReferenceTypes();
            options.MapType<Int128>(() => new OpenApiSchema { Type = JsonSchemaType.Integer });
            options.MapType<DateTimeOffset>(() => new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Format = "date-time",
                Examples = ["2018-06-02T17:15:00+08:00"],
            });
            options.IncludeXmlComments(typeof(GatewayOpenApi).Assembly);
            options.SchemaFilter<ContractSchemaFilter>();
            options.OperationFilter<QueryParameterFilter>();
            options.OperationFilter<AnswerExampleFilter>();
            options.OperationFilter<ProblemAnswersFilter>();
            options.OperationFilter<KeyFilter>();
            options.DocumentFilter<TagFilter>();
            KeyFilter.AddSchemes(options);
        });
    }

    public static void UseGatewayOpenApi(this WebApplication app)
    {
        app.UseSwagger(options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.PreSerializeFilters.Add(static (document, request) => document.Servers = [ServerOf(request)]);
        });
        app.UseSwaggerUI(options =>
        {
            options.DocumentTitle = ApiInfo.Info.Title;
            options.SwaggerEndpoint($"{ApiInfo.Document}/swagger.json", ApiInfo.Info.Title); // relative: right behind any prefix
            options.EnablePersistAuthorization();
            options.EnableTryItOutByDefault();
            options.EnableDeepLinking();
            options.DisplayRequestDuration();
            options.DefaultModelExpandDepth(3);
            options.DefaultModelsExpandDepth(0);
            options.DocExpansion(DocExpansion.List);
        });
    }

    /// <remarks>Without host and scheme: those that the browser came with are right, whatever a proxy tells of them.</remarks>
    private static OpenApiServer ServerOf(HttpRequest request) => new()
    {
        Url = request.PathBase.HasValue ? request.PathBase.ToUriComponent() : "/",
        Description = "This gateway",
    };
}
