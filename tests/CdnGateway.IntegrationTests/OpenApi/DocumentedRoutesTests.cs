using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CdnGateway.IntegrationTests.OpenApi;

public sealed class DocumentedRoutesTests(DocumentedGateway gateway) : IClassFixture<DocumentedGateway>
{
    /// <summary>What has to go for a parameter, and come with it.</summary>
    private static readonly Dictionary<string, (string[] Without, string[] With)> Alternatives = new(StringComparer.Ordinal)
    {
        ["/api/v1/monthly-95 start"] = (["month"], ["end"]),
        ["/api/v1/monthly-95 end"] = (["month"], ["start"]),
        ["/api/v1/monthly-95/reconciliation start"] = (["month"], ["end"]),
        ["/api/v1/monthly-95/reconciliation end"] = (["month"], ["start"]),
    };

    [Fact]
    public async Task Document_lists_every_mapped_route_and_no_other()
    {
        var mapped = gateway.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true })
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                .Where(method => method != "HEAD")
                .Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"))
            .Distinct(StringComparer.Ordinal);

        var documented = Operation.AllOf(await gateway.ReadDocumentAsync()).Select(o => $"{o.Method} {o.Path}");

        documented.ShouldBe(mapped, ignoreOrder: true);
    }

    [Fact]
    public async Task Operation_tried_out_as_it_is_preset_answers()
    {
        foreach (var operation in Operation.AllOf(await gateway.ReadDocumentAsync()))
        {
            await ShouldAnswerAsync(operation.With(operation.Presets()));
        }
    }

    [Fact]
    public async Task Parameter_with_its_example_is_accepted()
    {
        foreach (var operation in Operation.AllOf(await gateway.ReadDocumentAsync()))
        {
            foreach (var parameter in operation.Parameters.Select(Operation.NameOf))
            {
                var query = operation.Presets();
                var (without, with) = Alternatives.GetValueOrDefault($"{operation.Path} {parameter}", ([], []));
                Array.ForEach(without, name => query.Remove(name));
                foreach (var name in with.Append(parameter))
                {
                    query[name] = Operation.ExampleOf(operation.Parameters.Single(p => Operation.NameOf(p) == name));
                }

                await ShouldAnswerAsync(operation.With(query));
            }
        }
    }

    [Fact]
    public async Task Parameter_with_each_of_its_values_is_accepted()
    {
        foreach (var operation in Operation.AllOf(await gateway.ReadDocumentAsync()))
        {
            foreach (var parameter in operation.Parameters.Where(p => p["schema"]!["enum"] is not null && Operation.NameOf(p) != "provider"))
            {
                foreach (var value in parameter["schema"]!["enum"]!.AsArray())
                {
                    var query = operation.Presets();
                    query[Operation.NameOf(parameter)] = value!.GetValue<string>();
                    await ShouldAnswerAsync(operation.With(query));
                }
            }
        }
    }

    private async Task ShouldAnswerAsync(string pathAndQuery)
    {
        using var response = await gateway.GetAsync(pathAndQuery);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, $"{pathAndQuery}: {await response.Content.ReadAsStringAsync()}");
    }
}
