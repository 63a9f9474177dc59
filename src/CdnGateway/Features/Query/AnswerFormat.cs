using CdnGateway.Contracts;
using CdnGateway.Problems;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CdnGateway.Features.Query;

internal enum AnswerFormat
{
    Json,
    Csv,
}

/// <summary>JSON or CSV: the parameter first, then the Accept header, then JSON.</summary>
internal static class AnswerFormats
{
    private static readonly (AnswerFormat Format, MediaTypeHeaderValue Type)[] Offered =
    [
        (AnswerFormat.Json, new MediaTypeHeaderValue("application/json")),
        (AnswerFormat.Csv, new MediaTypeHeaderValue("text/csv")),
    ];

    public static ProblemResult NotAcceptable { get; } = new(
        ErrorCodes.NotAcceptable,
        "Answers are application/json or text/csv; the Accept header allows neither.");

    /// <summary>The format of the answer; null when the Accept header allows none.</summary>
    public static AnswerFormat? Of(string? parameter, IHeaderDictionary headers) => parameter switch
    {
        "csv" => AnswerFormat.Csv,
        "json" => AnswerFormat.Json,
        _ => Negotiate(headers),
    };

    /// <summary>For endpoints that answer in JSON only.</summary>
    public static bool AcceptsJson(IHeaderDictionary headers) =>
        !MediaTypeHeaderValue.TryParseList(headers.Accept, out var accepted)
        || accepted.Count == 0
        || WeightOf(Offered[0].Type, accepted) > 0;

    private static AnswerFormat? Negotiate(IHeaderDictionary headers)
    {
        if (!MediaTypeHeaderValue.TryParseList(headers.Accept, out var accepted) || accepted.Count == 0)
        {
            return AnswerFormat.Json;
        }

        return Offered
            .Select(offer => (offer.Format, Weight: WeightOf(offer.Type, accepted)))
            .Where(offer => offer.Weight > 0)
            .OrderByDescending(offer => offer.Weight)
            .Select(offer => (AnswerFormat?)offer.Format)
            .FirstOrDefault();
    }

    /// <remarks>The most specific range that covers a type decides about it (RFC 9110, 12.5.1).</remarks>
    private static double WeightOf(MediaTypeHeaderValue type, IList<MediaTypeHeaderValue> accepted) => accepted
        .Where(range => range.MatchesAllTypes || (IsSame(range.Type, type.Type) && (range.MatchesAllSubTypes || IsSame(range.SubType, type.SubType))))
        .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
        .Select(range => range.Quality ?? 1)
        .FirstOrDefault();

    /// <remarks>The names of media types have no case (RFC 9110, 8.3.1).</remarks>
    private static bool IsSame(StringSegment one, StringSegment other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
