using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CdnGateway.Features.Answering;

/// <summary>An answer that is written when it is sent.</summary>
/// <param name="ContentType">What it is.</param>
/// <param name="Headers">What it says of itself beside the body.</param>
/// <param name="WriteAsync">Writes it.</param>
internal sealed record AnswerBody(
    string ContentType, IReadOnlyList<KeyValuePair<string, string>> Headers, Func<PipeWriter, CancellationToken, Task> WriteAsync)
{
    public const string JsonType = "application/json; charset=utf-8";

    /// <summary>False when it may be so large that it is to be streamed and not kept.</summary>
    public bool IsSmall { get; init; } = true;

    public static AnswerBody Json<T>(T answer, JsonTypeInfo<T> type) => new(
        JsonType,
        [],
        (pipe, cancellationToken) => JsonSerializer.SerializeAsync(pipe, answer, type, cancellationToken));
}
