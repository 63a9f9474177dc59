using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Faults;

/// <summary>What can go wrong on the way to any provider, before its own envelope is read.</summary>
internal static class WireFaults
{
    public static IEnumerable<FaultRow> Rows { get; } =
    [
        FaultRow.Unavailable("reset before the answer", Fault.ResetBeforeAnswer()),
        FaultRow.Invalid("reset in mid-body", Fault.ResetInMidBody(), attempts: 2),
        FaultRow.Invalid("body shorter than declared", Fault.CutOffBody(BodyCut.DeclaredLength), attempts: 2),
        FaultRow.Invalid("body without its last chunk", Fault.CutOffBody(BodyCut.Chunked), attempts: 2),
        FaultRow.Invalid("JSON that ends early", Fault.CutOffBody(BodyCut.WholeButTruncated), attempts: 2),
        FaultRow.Invalid("empty body", Fault.RawBody(""), attempts: 2),
        FaultRow.Unavailable("500", Fault.Status(500, "<html>"), "HTTP 500"),
        FaultRow.Unavailable("503", Fault.Status(503), "HTTP 503"),
        FaultRow.Unavailable("503, soon", Fault.Status(503, null, "1"), "HTTP 503", retryAfter: 1),
        FaultRow.Unavailable("503, in two minutes", Fault.Status(503, null, "120"), "HTTP 503", attempts: 1, retryAfter: 120),
        FaultRow.Unavailable("503 with a Retry-After that is nonsense", Fault.Status(503, null, "soon"), "HTTP 503"),
        FaultRow.Exhausted("429", Fault.Status(429), "HTTP 429"),
        FaultRow.Exhausted("429, in two minutes", Fault.Status(429, null, "120"), "HTTP 429", attempts: 1, retryAfter: 120),
        FaultRow.Invalid("HTML instead of JSON", Fault.HtmlInsteadOfJson()),
        FaultRow.Invalid("text instead of JSON", Fault.RawBody("OK")),
        FaultRow.Invalid("JSON with something behind it", Fault.RawBody("""{"status":0,"code":0,"data":[]} {}""")),
        FaultRow.Invalid("an array", Fault.RawBody("[]")),
        FaultRow.Invalid("a text", Fault.RawBody("\"OK\"")),
        FaultRow.Invalid("an empty object", Fault.RawBody("{}")),
        FaultRow.Invalid("nested a thousand deep", Fault.RawBody($"{{\"status\":0,\"code\":0,\"data\":{new string('[', 1000)}")),
        FaultRow.TimedOut("one byte a second", Fault.OneByteASecond()) with { IsSlow = true },
        FaultRow.TimedOut("hang", Fault.Hang()) with { IsSlow = true },
        FaultRow.Invalid("302", Fault.Status(302), providerCode: "HTTP 302"),
        FaultRow.AuthFailed("401", Fault.Status(401), "HTTP 401"),
        FaultRow.AuthFailed("403", Fault.Status(403), "HTTP 403"),
        FaultRow.Rejected("404", Fault.Status(404), "HTTP 404"),
        FaultRow.TimedOut("408", Fault.Status(408), "HTTP 408"),
    ];
}
