using CdnGateway.Features.Answering;
using CdnGateway.Security;
using Microsoft.AspNetCore.Http;

namespace CdnGateway.UnitTests.Features.Answering;

public sealed class AnswersUnderWayTests : IDisposable
{
    private const long Border = 300;

    private static readonly AnswerKey Key = new("/api/v1/monthly-95/forecast", "?month=2018-06", "", new Client("dashboard", Accounts: null));

    private readonly AnswersUnderWay _underWay = new();
    private readonly CancellationTokenSource _first = new();
    private readonly CancellationTokenSource _second = new();
    private readonly List<Made> _made = [];

    [Fact]
    public async Task Same_question_meanwhile_is_the_same_answer()
    {
        var asking = Enumerable.Range(0, 100).Select(_ => AskAsync()).ToList();

        var answer = _made.ShouldHaveSingleItem().Answer();

        (await Task.WhenAll(asking)).ShouldAllBe(given => given == answer);
    }

    [Fact]
    public async Task Another_question_or_client_or_time_is_an_answer_of_its_own()
    {
        AnswerKey[] others =
        [
            Key with { Query = "?month=2018-05" },
            Key with { Path = "/api/v1/monthly-95" },
            Key with { Accept = "text/csv" },
            Key with { Client = new Client("other", Accounts: null) },
        ];
        List<Task<IResult>> asking = [AskAsync(), .. others.Select(key => AskAsync(key)), AskAsync(border: Border + 300)];

        _made.Count.ShouldBe(asking.Count);
        var answers = _made.ConvertAll(made => made.Answer());

        (await Task.WhenAll(asking)).ShouldBe(answers);
    }

    [Fact]
    public async Task Answer_that_is_given_is_forgotten()
    {
        var before = AskAsync();
        var given = _made[0].Answer();
        (await before).ShouldBe(given);

        var after = AskAsync();

        _made.Count.ShouldBe(2);
        var another = _made[1].Answer();
        (await after).ShouldBe(another);
    }

    [Fact]
    public async Task First_who_goes_leaves_it_to_the_others()
    {
        var leaving = AskAsync(cancellationToken: _first.Token);
        var staying = AskAsync(cancellationToken: _second.Token);

        await _first.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(leaving);
        var made = _made.ShouldHaveSingleItem();
        made.Token.IsCancellationRequested.ShouldBeFalse();
        var answer = made.Answer();
        (await staying).ShouldBe(answer);
    }

    [Fact]
    public async Task Last_who_goes_ends_it_and_who_comes_then_does_not_wait_for_what_is_given_up()
    {
        Task<IResult>[] leaving = [AskAsync(cancellationToken: _first.Token), AskAsync(cancellationToken: _second.Token)];

        await _first.CancelAsync();
        await _second.CancelAsync();

        foreach (var gone in leaving)
        {
            await Should.ThrowAsync<OperationCanceledException>(gone);
        }

        _made[0].Token.IsCancellationRequested.ShouldBeTrue();
        var next = AskAsync();
        _made.Count.ShouldBe(2);
        _made[0].Cancel(); // it has noticed by now
        var answer = _made[1].Answer();
        (await next).ShouldBe(answer);
    }

    [Fact]
    public async Task What_goes_wrong_is_told_to_all_who_wait_and_to_nobody_later()
    {
        Task<IResult>[] asking = [AskAsync(), AskAsync()];

        _made[0].Fail(new InvalidOperationException("broken"));

        foreach (var task in asking)
        {
            (await Should.ThrowAsync<InvalidOperationException>(task)).Message.ShouldBe("broken");
        }

        var next = AskAsync();
        var answer = _made[1].Answer();
        (await next).ShouldBe(answer);
    }

    [Fact]
    public async Task Who_has_gone_already_asks_nothing()
    {
        await _first.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(AskAsync(cancellationToken: _first.Token));

        _made.ShouldBeEmpty();
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    private Task<IResult> AskAsync(AnswerKey? key = null, long border = Border, CancellationToken cancellationToken = default) =>
        _underWay.JoinAsync(
            key ?? Key,
            border,
            token =>
            {
                var made = new Made(token);
                _made.Add(made);
                return made.Task;
            },
            cancellationToken);

    /// <summary>An answer that is made when the test says so.</summary>
    private sealed class Made(CancellationToken token)
    {
        private readonly TaskCompletionSource<IResult> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationToken Token => token;

        public Task<IResult> Task => _source.Task;

        public IResult Answer()
        {
            var answer = Results.Text("an answer");
            _source.SetResult(answer);
            return answer;
        }

        public void Cancel() => _source.SetCanceled(token);

        public void Fail(Exception failure) => _source.SetException(failure);
    }
}
