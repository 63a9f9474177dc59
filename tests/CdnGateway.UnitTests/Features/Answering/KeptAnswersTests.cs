using CdnGateway.Features.Answering;
using CdnGateway.Reading;
using CdnGateway.Security;
using CdnGateway.UnitTests.Clock;

namespace CdnGateway.UnitTests.Features.Answering;

public sealed class KeptAnswersTests
{
    private static readonly Route Curve = new("jd", "a.com");

    private readonly FakeClock _clock = new();
    private readonly ChangeStamps _stamps = new();
    private readonly KeptAnswers _answers;

    public KeptAnswersTests() => _answers = new KeptAnswers(_stamps, _clock);

    [Fact]
    public void Answer_is_found_by_its_very_question_and_no_other()
    {
        var key = Key("?domain=a.com");
        var answer = Keep(key);

        _answers.Find(key).ShouldBeSameAs(answer);
        _answers.Find(Key("?domain=b.com")).ShouldBeNull();
        _answers.Find(key with { Path = "/other" }).ShouldBeNull();
        _answers.Find(key with { Accept = "text/csv" }).ShouldBeNull();
    }

    [Fact]
    public void Client_never_gets_anothers_answer_whatever_their_names()
    {
        var key = Key("?domain=a.com");
        Keep(key);

        _answers.Find(key with { Client = new Client("anonymous", new HashSet<string>(StringComparer.Ordinal) { "jd" }) }).ShouldBeNull();
        _answers.Find(key with { Client = new Client("other", Accounts: null) }).ShouldBeNull();
    }

    [Fact]
    public void Answer_is_gone_at_its_time()
    {
        var key = Key("?domain=a.com");
        Keep(key, seconds: 30);

        _clock.Advance(TimeSpan.FromSeconds(29));
        _answers.Find(key).ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromSeconds(1));
        _answers.Find(key).ShouldBeNull();
        Keep(key);
        _answers.Find(key).ShouldNotBeNull();
    }

    [Fact]
    public void Answer_is_gone_when_its_curve_changes()
    {
        var key = Key("?domain=a.com");
        Keep(key);

        _stamps.Change(Curve);

        _answers.Find(key).ShouldBeNull();
    }

    [Fact]
    public void Answer_whose_curve_has_changed_while_it_was_read_is_not_kept()
    {
        var before = _stamps.Of([Curve]);
        _stamps.Change(Curve);

        Keep(Key("?x"), curves: before);

        _answers.Find(Key("?x")).ShouldBeNull();
    }

    [Fact]
    public void Oldest_leave_when_there_is_no_more_room_and_large_ones_never_come_in()
    {
        for (var i = 0; i < 200; i++)
        {
            Keep(Key($"?{i}"), bytes: KeptAnswers.LargestAnswer);
        }

        Enumerable.Range(0, 200).Count(i => _answers.Find(Key($"?{i}")) is not null).ShouldBeInRange(60, 64);
        _answers.Find(Key("?0")).ShouldBeNull();
        _answers.Find(Key("?199")).ShouldNotBeNull();

        Keep(Key("?large"), bytes: KeptAnswers.LargestAnswer + 1);
        _answers.Find(Key("?large")).ShouldBeNull();
    }

    private static AnswerKey Key(string query) => new("/api/v1/bandwidth-flow", query, "", Client.Anonymous);

    private ReadyAnswer Keep(AnswerKey key, int seconds = 300, int bytes = 100, Stamped? curves = null)
    {
        var until = _clock.GetUtcNow().ToUnixTimeSeconds() + seconds;
        var answer = new ReadyAnswer(new byte[bytes], AnswerBody.JsonType, [], "W/\"1\"", until);
        _answers.Keep(key, answer, new Validity(Fingerprint.Empty, until, IsWhole: true, IsKept: true) { Curves = curves ?? _stamps.Of([Curve]) });
        return answer;
    }
}
