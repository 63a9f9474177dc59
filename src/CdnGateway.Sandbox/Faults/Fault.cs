namespace CdnGateway.Sandbox.Faults;

/// <summary>
/// One way in which a provider fails, played over the real socket. Waits run in real time, whatever clock the sandbox has: so does
/// the client's socket.
/// </summary>
public abstract class Fault
{
    private protected Fault(string name) => Name = name;

    /// <summary>Name in <see cref="ReceivedCall.Fault"/>, that of the method that makes it.</summary>
    public string Name { get; }

    /// <summary>The connection is reset (RST) before a byte of the answer.</summary>
    public static Fault ResetBeforeAnswer() => new ResetFault(nameof(ResetBeforeAnswer), inMidBody: false);

    /// <summary>Half of the true answer under the right <c>Content-Length</c>, then the connection is reset (RST).</summary>
    public static Fault ResetInMidBody() => new ResetFault(nameof(ResetInMidBody), inMidBody: true);

    /// <summary>Half of the true answer, then an orderly end (FIN).</summary>
    public static Fault CutOffBody(BodyCut cut = BodyCut.DeclaredLength) => new CutOffBodyFault(cut);

    /// <summary>
    /// An HTTP status with a plain-text body. <paramref name="retryAfter"/> is the header as it is sent: seconds, a date, nonsense.
    /// </summary>
    public static Fault Status(int code, string? body = null, string? retryAfter = null) => new StatusFault(code, body, retryAfter);

    /// <summary>A captive portal's or a front end's page: 200, <c>text/html</c>.</summary>
    public static Fault HtmlInsteadOfJson() => new RawBodyFault(
        nameof(HtmlInsteadOfJson),
        "<!DOCTYPE html><html><head><title>系统维护</title></head><body><h1>Under maintenance</h1></body></html>"u8.ToArray(),
        "text/html; charset=utf-8");

    /// <summary>200 with this text as its body.</summary>
    public static Fault RawBody(string body, string contentType = "application/json;charset=utf-8") =>
        RawBody(System.Text.Encoding.UTF8.GetBytes(body), contentType);

    /// <summary>200 with these bytes as its body.</summary>
    public static Fault RawBody(byte[] body, string contentType = "application/json;charset=utf-8") =>
        new RawBodyFault(nameof(RawBody), body, contentType);

    /// <summary>
    /// A body of so many bytes that begins as JSON, with its length declared or chunked. It is generated on the way, so that
    /// gigabytes cost no memory.
    /// </summary>
    public static Fault HugeBody(long bytes, bool declareLength = false) => new HugeBodyFault(bytes, declareLength);

    /// <summary>The true answer, one byte a second, or a byte every <paramref name="pause"/>.</summary>
    public static Fault OneByteASecond(TimeSpan? pause = null) => new DripFault(pause ?? TimeSpan.FromSeconds(1));

    /// <summary>No answer, until the client hangs up or the stand-in stops.</summary>
    public static Fault Hang() => new HangFault();

    /// <summary>The true answer, so much later.</summary>
    public static Fault Delay(TimeSpan wait) => new DelayFault(wait);

    /// <summary>The true answer, once something has happened.</summary>
    public static Fault DelayUntil(Task happened) => new DelayUntilFault(happened);

    /// <summary>
    /// An error in the provider's shape, HTTP 200: <c>{"status":code,"msg":message}</c> from JD,
    /// <c>{"code":code,"message":message,"codeDesc":codeDesc}</c> from Tencent.
    /// </summary>
    public static Fault BusinessError(int code, string message = "", string codeDesc = "") =>
        new BusinessErrorFault(code, message, codeDesc);

    /// <summary>The same with a number as <c>codeDesc</c>, as Tencent prints it beside business codes.</summary>
    public static Fault BusinessError(int code, string message, int codeDesc) => new BusinessErrorFault(code, message, codeDesc);

    /// <summary>An error of Tencent's API 3.0, HTTP 200: <c>{"Response":{"Error":{"Code":code,"Message":message},"RequestId":…}}</c>.</summary>
    public static Fault BusinessError(string code, string message = "") => new BusinessErrorFault(0, message, code);

    /// <summary>"Signature wrong", with a message that repeats the call's query, body and headers, credentials and signature included.</summary>
    public static Fault EchoSecrets() => new EchoSecretsFault();

    internal abstract Task PlayAsync(FaultScene scene, CancellationToken ct);
}

/// <summary>How a body is cut off.</summary>
public enum BodyCut
{
    /// <summary><c>Content-Length</c> promises the whole, half comes.</summary>
    DeclaredLength,

    /// <summary>Chunked, without the last chunk.</summary>
    Chunked,

    /// <summary>Right in the eyes of HTTP, but the JSON stops half-way.</summary>
    WholeButTruncated,
}
