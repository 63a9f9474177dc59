using Microsoft.AspNetCore.Http;

namespace CdnGateway.Sandbox.Serving;

/// <summary>What differs between the providers: how a call is read, judged and refused.</summary>
internal interface IProviderApi
{
    /// <summary>The call's parameters, or null if the body is not what the documents ask for. The request's body is buffered.</summary>
    Task<IReadOnlyDictionary<string, string>?> ReadParametersAsync(HttpRequest request, CancellationToken ct);

    /// <summary>Judges the call by the documents and composes the answer.</summary>
    Answer Judge(ReceivedCall call);

    /// <summary>
    /// An error in the provider's own shape. <paramref name="codeDesc"/> is a string or an integer; JD has no such field, and
    /// Tencent's API 3.0 has nothing else.
    /// </summary>
    Answer Error(int code, string message, object? codeDesc);

    /// <summary>"Wrong signature", the error whose text is likeliest to repeat what was signed.</summary>
    Answer SignatureWrong(string message);
}
