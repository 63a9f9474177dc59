using CdnGateway.Features.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CdnGateway.UnitTests.Features;

/// <summary>Query strings, read as the endpoints read them.</summary>
internal static class Queries
{
    public static QueryReader Reader(string query, QueryParameters known) =>
        new(new QueryCollection(QueryHelpers.ParseQuery(query)), known.All);

    /// <summary>What the reader found wrong, as <c>parameter: complaint; complaint</c>.</summary>
    public static IEnumerable<string> Complaints(QueryReader reader) => reader.HasErrors
        ? reader.ToProblem().Errors!.Select(e => $"{e.Key}: {string.Join("; ", e.Value)}")
        : [];

    public static IEnumerable<string> Wrong(QueryReader reader) => reader.HasErrors ? reader.ToProblem().Errors!.Keys : [];
}
