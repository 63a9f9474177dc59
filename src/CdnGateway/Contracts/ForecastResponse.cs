namespace CdnGateway.Contracts;

/// <summary>What the running month will cost.</summary>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="Start">First day, in Beijing.</param>
/// <param name="End">Last day, inclusive.</param>
/// <param name="KnownUntil">Up to where intervals have ended; what is after it is foreseen.</param>
/// <param name="Complete">False as soon as anything that was asked for is not in the answer, or points of ended intervals are missing.</param>
/// <param name="Entries">One an account and domain, and one for each account's overlay.</param>
/// <param name="Failures">What could not be answered, and why.</param>
public sealed record ForecastResponse(
    string Month,
    DateOnly Start,
    DateOnly End,
    DateTimeOffset KnownUntil,
    bool Complete,
    IReadOnlyList<ForecastEntry> Entries,
    IReadOnlyList<Failure> Failures);

/// <summary>One figure so far, and what becomes of it.</summary>
/// <param name="Account">The account's name in this gateway's configuration.</param>
/// <param name="Provider"><c>jdcloud</c> or <c>tencent</c>.</param>
/// <param name="Scope"><c>domain</c>, or <c>all</c>: the summed curve of the domains asked for (none named: the whole account).</param>
/// <param name="Domain">The host name; null for <c>all</c>.</param>
/// <param name="Rule">The rule of the account's contract.</param>
/// <param name="SoFarBps">The figure of what was received so far, in bit/s, after the contract's off-peak discount, where it has one; null when nothing was.</param>
/// <param name="FloorBps">The final figure will not be lower, whatever comes.</param>
/// <param name="CeilingBps">The final figure will not be higher, when no interval goes beyond <c>maximumBps</c>; null when that is not known and so much is open that it could be anything.</param>
/// <param name="EstimateBps">What it will probably be; never outside of floor and ceiling. Null when nothing is known to go by.</param>
/// <param name="Method">How the estimate was made, name and version; its back-tested error is in docs/billing-forecast.md.</param>
/// <param name="MaximumBps">The most that one interval was taken to carry.</param>
/// <param name="Commit">The free-point meter; null without a commit, and for rules that drop no intervals.</param>
/// <param name="Samples">What is known of the month.</param>
/// <param name="Freshness">When and from where the points came.</param>
public sealed record ForecastEntry(
    string Account,
    string Provider,
    string Scope,
    string? Domain,
    RuleName Rule,
    long? SoFarBps,
    long FloorBps,
    long? CeilingBps,
    long? EstimateBps,
    string? Method,
    long? MaximumBps,
    CommitMeter? Commit,
    ForecastSamples Samples,
    Freshness Freshness);

/// <summary>How many 5-minute intervals may still lie above the commit before the month costs more than it.</summary>
/// <param name="CommitBps">What is paid for in any case, in bit/s.</param>
/// <param name="FreeIntervals">How many of the whole month may lie above it.</param>
/// <param name="UsedIntervals">How many do so far.</param>
/// <param name="LeftIntervals">The difference, at the least 0; at 0 one more raises the figure above the commit.</param>
/// <param name="LeftHours">The same in hours, to two decimals.</param>
public sealed record CommitMeter(long CommitBps, int FreeIntervals, int UsedIntervals, int LeftIntervals, decimal LeftHours);

/// <summary>What is known of a running month, in 5-minute intervals.</summary>
/// <param name="Expected">All of the month.</param>
/// <param name="Ended">Those that have ended.</param>
/// <param name="Received">How many points the provider gave.</param>
/// <param name="Missing">How many of the ended ones have no point.</param>
public sealed record ForecastSamples(int Expected, int Ended, int Received, int Missing);
