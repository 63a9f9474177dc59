namespace CdnGateway.Hosting;
internal static class OpenApiStub { public static void AddGatewayOpenApi(this IServiceCollection s) { } public static void UseGatewayOpenApi(this WebApplication a) { } }
