using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace CdnGateway.IntegrationTests.OpenApi;

public sealed class DocumentedAnswersTests(DocumentedGateway gateway) : IClassFixture<DocumentedGateway>
{
    [Fact]
    public async Task Answer_has_the_shape_that_is_documented()
    {
        var document = await gateway.ReadDocumentAsync();
        var shapes = new DocumentedShape(document);
        foreach (var operation in Operation.AllOf(document))
        {
            using var response = await gateway.GetAsync(operation.With(operation.Presets()));
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync());
            var media = operation.Description["responses"]!["200"]!["content"]!["application/json"]!;

            shapes.Complaints(media["schema"]!, answer, operation.Path).ShouldBeEmpty();
            shapes.Complaints(media["schema"]!, media["example"], $"example of {operation.Path}").ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Problem_has_the_shape_that_is_documented()
    {
        var document = await gateway.ReadDocumentAsync();
        var shapes = new DocumentedShape(document);
        foreach (var operation in Operation.AllOf(document).Where(o => o.Parameters.Count > 0))
        {
            using var response = await gateway.GetAsync($"{operation.Path}?account=nobody&provider=aws");
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync());
            var media = operation.Description["responses"]!["400"]!["content"]!["application/problem+json"]!;

            shapes.Complaints(media["schema"]!, problem, operation.Path).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Csv_example_has_the_columns_of_the_answer()
    {
        var csv = Operation.AllOf(await gateway.ReadDocumentAsync())
            .Where(o => o.Description["responses"]!["200"]!["content"]!["text/csv"] is not null)
            .ToList();
        csv.Count.ShouldBe(4);
        foreach (var operation in csv)
        {
            using var client = gateway.CreateClient();
            client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
            var answer = await client.GetStringAsync(operation.With(operation.Presets()));
            var example = operation.Description["responses"]!["200"]!["content"]!["text/csv"]!["example"]!.GetValue<string>();

            answer.Split("\r\n")[0].ShouldBe(example.Split("\r\n")[0]);
        }
    }

    [Fact]
    public async Task Every_property_of_every_schema_is_described()
    {
        var document = await gateway.ReadDocumentAsync();
        var silent =
            from schema in document["components"]!["schemas"]!.AsObject()
            from property in schema.Value!["properties"]!.AsObject()
            where string.IsNullOrEmpty(property.Value!["description"]?.GetValue<string>())
            select $"{schema.Key}.{property.Key}";

        silent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Key_is_asked_for_under_api_only()
    {
        var document = await gateway.ReadDocumentAsync();
        foreach (var operation in Operation.AllOf(document))
        {
            var schemes = (operation.Description["security"]?.AsArray() ?? []).SelectMany(s => s!.AsObject()).Select(s => s.Key);
            schemes.ShouldBe(operation.Path.StartsWith("/api/", StringComparison.Ordinal) ? ["apiKey", "bearer"] : []);
        }
    }
}
