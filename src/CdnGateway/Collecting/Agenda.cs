using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Collecting;

/// <summary>What became of a call, for the collector.</summary>
internal enum Verdict
{
    Answered,

    /// <summary>Not a failure: the calls are used up for now.</summary>
    OutOfQuota,

    /// <summary>Asking again will not help.</summary>
    Refused,

    /// <summary>The account does not work at the moment.</summary>
    Failed,
}

/// <param name="Verdict">What became of the call.</param>
/// <param name="Again">What is to be asked next in its place.</param>
/// <param name="LeftAlone">For how long its subject, or its account, is left alone from now on.</param>
internal readonly record struct Settled(Verdict Verdict, DueCall? Again = null, TimeSpan? LeftAlone = null);

/// <summary>What one account may be asked next, and when. It is told everything and does nothing.</summary>
internal sealed class Agenda(CdnAccount account, int backfillDays)
{
    /// <summary>The quota does the pacing; whatever waits in it could as well wait here, where the order can still change.</summary>
    private const int MostOnTheirWay = 4;

    private static readonly TimeSpan QuotaWait = TimeSpan.FromSeconds(10);

    private readonly Rests _rests = new();
    private readonly BackOff _backOff = new();
    private readonly Dictionary<string, DateTimeOffset> _askedAt = new(StringComparer.Ordinal);
    private DateTimeOffset _quotaFreeAt = DateTimeOffset.MinValue;

    /// <summary>Until when no call is made.</summary>
    public DateTimeOffset FreeAt => _backOff.Until > _quotaFreeAt ? _backOff.Until : _quotaFreeAt;

    /// <summary>How many calls may be on their way together; where several become one, so many as that takes.</summary>
    public int MostAtOnce => _backOff.IsProbing ? 1 : Math.Max(MostOnTheirWay, account.UsageApi.DomainsPerCall);

    public int RestingAt(DateTimeOffset now) => _rests.CountAt(now);

    /// <summary>What a round looks at of a domain; empty while all of it rests.</summary>
    public UsageWindow WindowOf(string domain, DateTimeOffset now)
    {
        var all = RoundTimes.Within(now, account.SettleAfter, backfillDays);
        var from = _rests.From(domain, now);
        return from <= all.Start ? all : UsageWindow.Of(from < all.End ? from : all.End, all.End);
    }

    /// <summary>The months whose reported figures a round looks at, without those that rest.</summary>
    public IEnumerable<DueCall> MonthsOf(DateTimeOffset now) => RoundTimes.MonthsWithin(now, backfillDays)
        .Select(DueCall.OfMonth)
        .Where(call => _rests.From(call.Subject, now) <= call.Window.Start);

    /// <summary>Newest first over all subjects; of equals first whoever has waited longest, or the last of many would never be asked.</summary>
    public IEnumerable<DueCall> Ordered(IEnumerable<DueCall> calls) => calls
        .OrderByDescending(call => call.Window.End)
        .ThenBy(call => _askedAt.GetValueOrDefault(call.Subject, DateTimeOffset.MinValue));

    /// <summary>Learns what became of a call.</summary>
    public Settled Settle(DueCall call, DateTimeOffset began, DateTimeOffset now, ProviderFailure? failure)
    {
        var verdict = VerdictOf(failure);
        if (verdict == Verdict.OutOfQuota)
        {
            _quotaFreeAt = now + (failure!.RetryAfter is { } wait && wait > TimeSpan.Zero ? wait : QuotaWait);
            return new Settled(verdict, Again: call);
        }

        _askedAt[call.Subject] = began;
        if (verdict == Verdict.Failed)
        {
            return new Settled(verdict, LeftAlone: _backOff.Failed(began, now, failure!.RetryAfter));
        }

        _backOff.Succeeded(); // a refusal is an answer, too
        return verdict == Verdict.Answered ? Answered(call, now) : Refused(call, now, failure!);
    }

    private static Verdict VerdictOf(ProviderFailure? failure) => failure switch
    {
        null => Verdict.Answered,
        { Kind: FailureKind.QuotaExhausted } => Verdict.OutOfQuota,
        { Retry: Retry.Never, Kind: FailureKind.Rejected or FailureKind.InvalidResponse or FailureKind.NotSupported or FailureKind.MonthNotSettled } =>
            Verdict.Refused,
        _ => Verdict.Failed,
    };

    private Settled Answered(DueCall call, DateTimeOffset now)
    {
        _rests.Answered(call.Subject, call.Window.Start);
        return call.Refusal is not null
            ? new Settled(Verdict.Answered, LeftAlone: _rests.Lay(call.Subject, call.Window.Start, now))
            : new Settled(Verdict.Answered);
    }

    private Settled Refused(DueCall call, DateTimeOffset now, ProviderFailure refusal)
    {
        if (call.MayBeHalved)
        {
            return new Settled(Verdict.Refused, Again: call.NewerHalf(refusal));
        }

        // Who is refused the newest interval is refused the one after it, too.
        return new Settled(Verdict.Refused, LeftAlone: _rests.Lay(call.Subject, call.IsNewest ? DateTimeOffset.MaxValue : call.Window.End, now));
    }
}
