using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CdnGateway.Features.Csv;

namespace CdnGateway.Features.Examples;

/// <summary>What an endpoint answers when all is well, as metadata of its route for the documentation.</summary>
/// <param name="Json">The answer as JSON.</param>
/// <param name="Csv">The same as CSV, where the endpoint has it.</param>
internal sealed record AnswerExample(JsonNode Json, string? Csv)
{
    public static AnswerExample Of<T>(T answer, JsonTypeInfo<T> type, CsvDocument? csv = null) => new(
        JsonSerializer.SerializeToNode(answer, type)!,
        csv is null ? null : string.Concat(csv.LinesAsync(CancellationToken.None).ToBlockingEnumerable().Select(line => line + CsvText.NewLine)));
}
