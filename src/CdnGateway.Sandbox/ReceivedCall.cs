namespace CdnGateway.Sandbox;

/// <summary>One call as it arrived, and what the provider made of it.</summary>
public sealed record ReceivedCall
{
    /// <summary>When the request line and headers had arrived, by the sandbox's clock.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>
    /// The same instant on the monotonic clock, counted from the start of the sandbox: the one to measure distances with.
    /// </summary>
    public required TimeSpan SinceStart { get; init; }

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Path as sent, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>Query as sent, still encoded, with its <c>?</c>; empty if there is none.</summary>
    public required string Query { get; init; }

    /// <summary>Body read as UTF-8.</summary>
    public required string Body { get; init; }

    /// <summary><c>Host</c> header.</summary>
    public required string Host { get; init; }

    /// <summary><c>Content-Type</c> header, if any.</summary>
    public required string? ContentType { get; init; }

    /// <summary>Headers as they arrived, found without regard to case; several of one name are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The parameters that the provider looks at, decoded: JD's JSON body, Tencent's query (GET) or form (POST), the fields of its
    /// API 3.0 with lists as <c>Domains.0</c>. Empty if they could not be read, or (Tencent) if a name came twice.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>
    /// Why the provider refused, or would have refused without the fault: JD's <c>status</c>, Tencent's <c>code</c> (with the
    /// business code: <c>4000/9110</c>; of API 3.0: <c>AuthFailure.SignatureExpire</c>), or <c>HTTP 429</c>. Null if all was well.
    /// </summary>
    public string? Refusal { get; init; }

    /// <summary>Name of the scripted fault that this call got instead of its answer.</summary>
    public string? Fault { get; init; }

    /// <summary><c>Ok</c>, <c>Refused …</c> or <c>Fault …</c>.</summary>
    public string Verdict => (Fault, Refusal) switch
    {
        ({ } fault, _) => $"Fault {fault}",
        (null, { } refusal) => $"Refused {refusal}",
        _ => "Ok",
    };

    /// <summary>Whether the body could be read as the documents ask, and no name came twice.</summary>
    internal bool Understood { get; init; } = true;

    /// <summary>Arrival on the clock that the quota counts by.</summary>
    internal long Timestamp { get; init; }

    /// <summary>The body as it came, byte for byte: what a signature covers.</summary>
    internal ReadOnlyMemory<byte> RawBody { get; init; }

    /// <summary>A header, or empty.</summary>
    internal string Header(string name) => Headers.GetValueOrDefault(name, "");

    /// <summary>A parameter, or empty.</summary>
    internal string Text(string name) => Parameters.GetValueOrDefault(name, "");

    /// <summary>Method, path and verdict: what a failing test should print, without credentials.</summary>
    public override string ToString() => $"{Method} {Path}: {Verdict}";
}
