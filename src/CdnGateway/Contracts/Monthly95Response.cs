using System.Text.Json.Serialization;

namespace CdnGateway.Contracts;

/// <summary>The 95th-percentile billing bandwidth of a month.</summary>
/// <param name="Month"><c>yyyy-MM</c>; null when dates were asked for that are not one whole month.</param>
/// <param name="Start">First day, in Beijing.</param>
/// <param name="End">Last day, inclusive.</param>
/// <param name="Region"><c>mainland</c> or <c>overseas</c>; null means the provider's default.</param>
/// <param name="Complete">False as soon as anything that was asked for is not in the answer.</param>
/// <param name="Entries">One an account and domain, and one for each account's overlay.</param>
/// <param name="Failures">What could not be answered, and why.</param>
public sealed record Monthly95Response(
    string? Month,
    DateOnly Start,
    DateOnly End,
    string? Region,
    bool Complete,
    IReadOnlyList<Monthly95Entry> Entries,
    IReadOnlyList<Failure> Failures);

/// <summary>The figure of one domain, or of an account's domains together.</summary>
/// <param name="Account">The account's name in this gateway's configuration; null for <c>all-accounts</c>.</param>
/// <param name="Provider"><c>jdcloud</c> or <c>tencent</c>; null for <c>all-accounts</c>.</param>
/// <param name="ProviderAccountId">The provider's own number of the account, where its answer tells (Tencent: AppId).</param>
/// <param name="Scope"><c>domain</c>, or <c>all</c>: the 95 of the summed curve of the domains asked for (none named: the whole account), never a sum of 95s. <c>all-accounts</c>: the same over every account in the answer, where all of them have points.</param>
/// <param name="Domain">The host name; null for <c>all</c>.</param>
/// <param name="Source"><c>reported</c> (the provider's own figure) or <c>computed</c> (from 5-minute points).</param>
/// <param name="Provisional">Only for <c>computed</c>: the month is not settled, the figure will still move.</param>
/// <param name="Standard">The month's 95; null when the provider gave nothing for this entry.</param>
/// <param name="OffPeak">The figure after the off-peak discount (00:00–08:00): the provider's, where it reports one; ours, where the account's contract has one.</param>
/// <param name="Rule">The rule of the account's contract: a computed figure is by it; a reported one should be, and what the provider really did it does not tell.</param>
/// <param name="Bounds">Only for <c>computed</c> with points missing: between what the standard figure lies, exactly.</param>
/// <param name="OffPeakBounds">The same of <paramref name="OffPeak"/>.</param>
/// <param name="SumOf95sBps">Only for <c>all-accounts</c>: what the accounts' own figures (scope <c>all</c>) add up to, in bit/s. It is not a percentile; it is what is paid when each account is billed on its own.</param>
/// <param name="Samples">Only for <c>computed</c>: what the figure was computed from.</param>
/// <param name="Freshness">When and from where the figure, or the points that it was computed from, came.</param>
public sealed record Monthly95Entry(
    string? Account,
    string? Provider,
    string? ProviderAccountId,
    string Scope,
    string? Domain,
    string Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Provisional,
    BillingFigure? Standard,
    BillingFigure? OffPeak,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SampleCount? Samples,
    Freshness Freshness,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RuleName? Rule = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Bounds? Bounds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Bounds? OffPeakBounds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? SumOf95sBps = null);

/// <summary>A billing bandwidth and the interval that set it.</summary>
/// <param name="BandwidthBps">In bit/s.</param>
/// <param name="Time">Start of the interval; null where the contract bills the average of daily peaks, which has no single time.</param>
public sealed record BillingFigure(long BandwidthBps, DateTimeOffset? Time);

/// <summary>What a computed figure was computed from, in 5-minute points.</summary>
/// <param name="Expected">How many intervals of the period have ended.</param>
/// <param name="Received">How many points the provider gave.</param>
/// <param name="Missing">The difference.</param>
/// <param name="Discarded">How many of the highest points were dropped: by month-95, 5 % of the received ones, rounded down. By rules over daily peaks, how many days.</param>
/// <param name="Incomplete">Only for <c>all</c>: at how many of the received points some domain had none, so that the sum is too low; absent when at none.</param>
public sealed record SampleCount(
    int Expected,
    int Received,
    int Missing,
    int Discarded,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Incomplete = null);

/// <summary>How a figure was computed: a named rule of the registry in docs/billing.md.</summary>
/// <param name="Name">Such as <c>month-95</c>.</param>
/// <param name="Version">Grows when the same name would give another figure.</param>
public sealed record RuleName(string Name, int Version);

/// <summary>Between which figures the true one lies, whatever the missing points were; exact.</summary>
/// <param name="LowestBps">In bit/s: all that is missing at its lowest.</param>
/// <param name="HighestBps">In bit/s: all that is missing at its highest; null when so much is missing that it could be anything.</param>
public sealed record Bounds(long LowestBps, long? HighestBps);
