using CdnGateway.Diagnostics;
using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Collecting;

/// <summary>The events of collecting one account.</summary>
internal sealed partial class CollectorLog(ILogger logger, string account)
{
    /// <summary>One event a round; what was quiet is for whoever looks closely.</summary>
    public void RoundDone(int domains, Round round, int resting) => RoundDone(
        round.Calls > 0 ? LogLevel.Information : LogLevel.Debug,
        account,
        domains,
        round.Calls,
        round.Failures,
        resting,
        round.OldestGap is { } gap ? BeijingTime.Of(gap).ToString("yyyy-MM-dd'T'HH:mmzzz") : "none");

    public void Settled(DueCall call, ProviderFailure? failure, Settled settled)
    {
        if (settled.LeftAlone is not { } time)
        {
            return;
        }

        if (settled.Verdict == Verdict.Failed)
        {
            BacksOff(account, FailureNames.CodeOf(failure), time.TotalMinutes);
        }
        else
        {
            var refusal = failure ?? call.Refusal;
            Rests(account, call.Subject, FailureNames.CodeOf(refusal), refusal?.ProviderCode ?? "", time.TotalHours);
        }
    }

    /// <remarks>Its kind and place, not its text, which may hold what no log may.</remarks>
    public void Broke(Exception fault) => Broke(account, fault.GetType().FullName ?? fault.GetType().Name, fault.StackTrace ?? "");

    [LoggerMessage(
        EventId = EventIds.CollectorRound,
        Message = "{Account}: of {Domains} domains {Calls} calls, {Failures} failed; {Resting} rest, oldest gap left: {OldestGap}")]
    private partial void RoundDone(LogLevel level, string account, int domains, int calls, int failures, int resting, string oldestGap);

    [LoggerMessage(
        EventIds.CollectorRests,
        LogLevel.Warning,
        "{Account} {Subject}: refused ({Code} {ProviderCode}), what was refused is not collected for {Hours:0.#} h; requests still ask for it")]
    private partial void Rests(string account, string subject, string code, string providerCode, double hours);

    [LoggerMessage(EventIds.CollectorBacksOff, LogLevel.Warning, "{Account}: {Code}, nothing is collected for {Minutes:0.#} min; requests still ask")]
    private partial void BacksOff(string account, string code, double minutes);

    [LoggerMessage(EventIds.CollectorBroke, LogLevel.Error, "{Account}: a fault of the gateway, {Fault}, broke its collecting, which goes on later. {Place}")]
    private partial void Broke(string account, string fault, string place);
}
