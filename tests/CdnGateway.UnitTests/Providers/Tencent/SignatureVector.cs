using System.Text.Json;

namespace CdnGateway.UnitTests.Providers.Tencent;

/// <summary>A signature that a document prints, or that follows from inputs it prints.</summary>
internal sealed record SignatureVector(
    string Name,
    string Method,
    string Host,
    string SecretKey,
    IReadOnlyDictionary<string, string> Params,
    string StringToSign,
    string Signature,
    string UrlEncoded)
{
    public static TheoryData<string> Names => [.. All.Value.Keys];

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static readonly Lazy<Dictionary<string, SignatureVector>> All = new(() => JsonSerializer
        .Deserialize<SignatureVector[]>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Providers", "Tencent", "signature-vectors.json")), Web)!
        .ToDictionary(vector => vector.Name, StringComparer.Ordinal));

    public static SignatureVector Named(string name) => All.Value[name];
}
