using CdnGateway.Diagnostics;
using CdnGateway.Providers;

namespace CdnGateway.Upstream;

/// <summary>The events of the provider calls of one API of an account. Nothing that signs, or is signed with, is ever handed to it.</summary>
internal sealed partial class UpstreamLog(ILogger logger, string account, string api)
{
    public void ProviderCall(ProviderCall call, ProviderFailure? failure, double elapsedMs) =>
        ProviderCall(
            failure is null ? LogLevel.Information : LogLevel.Warning,
            account,
            call.Action,
            FailureNames.CodeOf(failure),
            failure?.ProviderCode ?? "",
            call.Attempt,
            elapsedMs);

    public void ProviderCallAbandoned(ProviderCall call, double elapsedMs) =>
        ProviderCall(LogLevel.Information, account, call.Action, "abandoned", providerCode: "", call.Attempt, elapsedMs);

    public void CircuitOpened(double seconds) => CircuitOpened(account, api, seconds);

    public void CircuitClosed() => CircuitClosed(account, api);

    public void QuotaExhausted(ProviderCall call, double waitSeconds) =>
        QuotaExhausted(call.Interest.IsInteractive ? LogLevel.Warning : LogLevel.Debug, account, call.Action, waitSeconds);

    /// <remarks>Its kind and place, not its text: an exception's message may hold the address it was thrown at, signature and all.</remarks>
    public void AttemptBroke(string action, Exception fault) =>
        AttemptBroke(account, action, fault.GetType().FullName ?? fault.GetType().Name, fault.StackTrace ?? "");

    [LoggerMessage(EventId = EventIds.ProviderCall, Message = "{Account} {Action}: attempt {Attempt} took {ElapsedMs:0.0} ms: {Outcome} {ProviderCode}")]
    private partial void ProviderCall(
        LogLevel level, string account, string action, string outcome, string providerCode, int attempt, double elapsedMs);

    [LoggerMessage(EventIds.CircuitOpened, LogLevel.Error, "{Account} {Api}: nearly every call fails, so none is sent for {Seconds} s")]
    private partial void CircuitOpened(string account, string api, double seconds);

    [LoggerMessage(EventIds.CircuitClosed, LogLevel.Information, "{Account} {Api}: the provider answers again, calls are sent as usual")]
    private partial void CircuitClosed(string account, string api);

    [LoggerMessage(
        EventId = EventIds.QuotaExhausted,
        Message = "{Account} {Action}: not sent, the account's quota is used up for {WaitSeconds:0.0} s, longer than the call can wait")]
    private partial void QuotaExhausted(LogLevel level, string account, string action, double waitSeconds);

    [LoggerMessage(EventIds.AttemptBroke, LogLevel.Error, "{Account} {Action}: a fault of the gateway, {Fault}, ended the call; the other accounts go on. {Place}")]
    private partial void AttemptBroke(string account, string action, string fault, string place);
}
