using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace CdnGateway.Features.Answering;

/// <summary>HTTP's rules for answers that callers may keep (RFC 9110, 13.1.2; RFC 9111, 5.2.2).</summary>
internal static class Conditional
{
    /// <summary>What is settled does not change; a day is long enough to matter and short enough to forget a mistake of ours.</summary>
    private const long LongestAge = 86_400;

    /// <summary>True when the caller has this very answer.</summary>
    public static bool IsKnown(HttpRequest request, string entityTag)
    {
        var known = request.Headers.IfNoneMatch;
        if (known.Count == 0)
        {
            return false;
        }

        if (known.Count == 1 && string.Equals(known[0], entityTag, StringComparison.Ordinal))
        {
            return true;
        }

        return EntityTagHeaderValue.TryParseList(known, out var tags)
            && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(EntityTagHeaderValue.Parse(entityTag), useStrongComparison: false));
    }

    /// <summary>Says how long the answer is good for whom. It is one client's: keys decide what it holds.</summary>
    public static void Describe(HttpResponse response, string entityTag, long freshUntil, bool isWhole, DateTimeOffset now)
    {
        var age = Math.Clamp(freshUntil - now.ToUnixTimeSeconds(), 0, LongestAge);
        var headers = response.Headers;
        headers.ETag = entityTag;
        headers.CacheControl = isWhole && age > 0 ? string.Create(CultureInfo.InvariantCulture, $"private, max-age={age}") : "private, no-cache";
        headers.Vary = "Accept, Authorization, X-Api-Key";
    }
}
