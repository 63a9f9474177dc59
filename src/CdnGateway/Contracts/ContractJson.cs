using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CdnGateway.Contracts;

/// <summary>The source-generated JSON of all contracts: camelCase, nothing indented.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BandwidthFlowResponse))]
[JsonSerializable(typeof(Monthly95Response))]
[JsonSerializable(typeof(ReconciliationResponse))]
[JsonSerializable(typeof(ForecastResponse))]
[JsonSerializable(typeof(AccountsResponse))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(HealthResponse))]
public sealed partial class ContractJson : JsonSerializerContext
{
    /// <summary>The context that every answer is written with.</summary>
    /// <remarks>The relaxed encoder keeps provider messages readable; answers are never embedded in HTML and carry <c>nosniff</c>.</remarks>
    public static ContractJson Web { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
