using Microsoft.OpenApi;

namespace CdnGateway.Hosting.OpenApi;

/// <summary>What is said of the API as a whole.</summary>
internal static class ApiInfo
{
    public const string Document = "v1";

    public static readonly OpenApiInfo Info = new()
    {
        Title = "CdnGateway",
        Version = "1.0",
        Description =
            "Asks the statistics APIs of several CDN providers and answers in one shape: bandwidth and flow (traffic volume) per domain in 5-minute "
            + "points, the month's 95th-percentile billing bandwidth, and how the configured accounts are doing. Times are ISO 8601 with the offset "
            + "+08:00, since the providers bill in Beijing time; the time of a point is the start of its interval, and ranges are half-open, "
            + "[start, end). Bandwidth is in bit/s (…Bps) and volume in bytes (…Bytes), in whole numbers without prefixes. Missing is not zero: a "
            + "point that a provider did not give is absent and counted, and complete is false as soon as anything that was asked for is not in the "
            + "answer. Every error is application/problem+json with a code.",
        License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        Contact = new OpenApiContact { Name = "The operator of this gateway" },
    };

    public static readonly IReadOnlyList<(string Name, string Description)> Tags =
    [
        ("Usage", "Bandwidth and flow over time."),
        ("Billing", "What a month will be billed by."),
        ("Accounts", "The accounts behind the gateway."),
        ("Health", "For whoever starts and stops the process; no key is needed."),
    ];

    private static readonly string[] Paths = ["api/v1/bandwidth-flow", "api/v1/monthly-95", "api/v1/accounts"];

    /// <summary>The questions that people come with first, then the rest by name.</summary>
    public static string OrderOf(string? path)
    {
        var index = Array.IndexOf(Paths, path);
        return $"{(index < 0 ? Paths.Length : index)} {path}";
    }
}
