namespace CdnGateway.Features.Answering;

/// <summary>An answer as it goes over the wire.</summary>
/// <param name="Body">Its bytes.</param>
/// <param name="ContentType">What they are.</param>
/// <param name="Headers">What else it says of itself.</param>
/// <param name="EntityTag">The same for the same data.</param>
/// <param name="FreshUntil">In Unix seconds.</param>
internal sealed record ReadyAnswer(
    ReadOnlyMemory<byte> Body, string ContentType, IReadOnlyList<KeyValuePair<string, string>> Headers, string EntityTag, long FreshUntil);
