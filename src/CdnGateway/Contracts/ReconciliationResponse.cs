using System.Text.Json.Serialization;

namespace CdnGateway.Contracts;

/// <summary>The provider's own figure of a month beside ours, and why they differ.</summary>
/// <param name="Month"><c>yyyy-MM</c>; null when dates were asked for that are not one whole month.</param>
/// <param name="Start">First day, in Beijing.</param>
/// <param name="End">Last day, inclusive.</param>
/// <param name="Region"><c>mainland</c> or <c>overseas</c>; null means the provider's default.</param>
/// <param name="Complete">False as soon as anything that was asked for is not in the answer.</param>
/// <param name="Entries">One an account and domain, and one for each account's overlay.</param>
/// <param name="Failures">What could not be answered, and why.</param>
public sealed record ReconciliationResponse(
    string? Month,
    DateOnly Start,
    DateOnly End,
    string? Region,
    bool Complete,
    IReadOnlyList<ReconciliationEntry> Entries,
    IReadOnlyList<Failure> Failures);

/// <summary>One figure, twice.</summary>
/// <param name="Account">The account's name in this gateway's configuration.</param>
/// <param name="Provider"><c>jdcloud</c> or <c>tencent</c>.</param>
/// <param name="Scope"><c>domain</c>, or <c>all</c>: the summed curve of the domains asked for (none named: the whole account).</param>
/// <param name="Domain">The host name; null for <c>all</c>.</param>
/// <param name="Rule">The rule of the account's contract, by which ours was computed.</param>
/// <param name="ReportedBps">The provider's figure in bit/s; after the contract's off-peak discount, where the account's contract has one.</param>
/// <param name="ReportedTime">Start of the interval that set it; null where the provider names none.</param>
/// <param name="ComputedBps">Ours in bit/s, from 5-minute points.</param>
/// <param name="ComputedTime">Start of the interval that set it; null where the rule has no single one.</param>
/// <param name="DifferenceBps">Reported minus computed: above zero, the provider bills more than its points say.</param>
/// <param name="DifferencePercent">The difference in percent of the computed figure, rounded to four decimals.</param>
/// <param name="Verdict"><c>equal</c> (within the units' rounding), <c>explained</c>, <c>unexplained</c> or <c>not-comparable</c>.</param>
/// <param name="Reason">Only for <c>not-comparable</c>: why.</param>
/// <param name="Causes">What explains the difference; empty unless <c>explained</c>.</param>
/// <param name="Bounds">Only with points missing: between what the computed figure lies.</param>
public sealed record ReconciliationEntry(
    string Account,
    string Provider,
    string Scope,
    string? Domain,
    RuleName Rule,
    long? ReportedBps,
    DateTimeOffset? ReportedTime,
    long? ComputedBps,
    DateTimeOffset? ComputedTime,
    long? DifferenceBps,
    decimal? DifferencePercent,
    string Verdict,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason,
    IReadOnlyList<ReconciliationCause> Causes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Bounds? Bounds);

/// <summary>A part of a difference, and where it comes from.</summary>
/// <param name="Cause"><c>percentile-rounding</c>, <c>label-shift</c>, <c>month-zone</c>, <c>unit-base</c>, <c>valid-days</c>, <c>missing-points</c>, <c>domain-set</c> or <c>off-peak</c>.</param>
/// <param name="ExplainedBps">How much of the difference it makes, in bit/s.</param>
/// <param name="Detail">One sentence with the numbers.</param>
public sealed record ReconciliationCause(string Cause, long ExplainedBps, string Detail);
