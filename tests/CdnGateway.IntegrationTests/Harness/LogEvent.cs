using Microsoft.Extensions.Logging;

namespace CdnGateway.IntegrationTests.Harness;

/// <summary>One event as every sink could write it.</summary>
/// <param name="Level">Its level.</param>
/// <param name="Category">Who logged it.</param>
/// <param name="Id">Its id.</param>
/// <param name="Message">The rendered message.</param>
/// <param name="Values">The values that it was rendered from.</param>
/// <param name="Scopes">The scopes that it was logged in, outermost first.</param>
/// <param name="Exception">With its stack, if any.</param>
internal sealed record LogEvent(
    LogLevel Level,
    string Category,
    EventId Id,
    string Message,
    IReadOnlyDictionary<string, object?> Values,
    IReadOnlyList<string> Scopes,
    string? Exception)
{
    /// <summary>Everything in it.</summary>
    public string Text =>
        $"{Level} {Category} {Id}: {Message} [{string.Join(", ", Values.Select(v => $"{v.Key}={v.Value}"))}] {string.Join(" > ", Scopes)} {Exception}";
}
