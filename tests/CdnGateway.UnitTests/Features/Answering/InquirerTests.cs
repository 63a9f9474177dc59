using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Query;
using CdnGateway.Features.Targets;
using CdnGateway.Problems;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Security;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Reading;
using CdnGateway.UnitTests.Usage;
using Microsoft.AspNetCore.Http;

namespace CdnGateway.UnitTests.Features.Answering;

public sealed class InquirerTests
{
    private readonly FakeClock _clock = new(Curves.At("2018-06-02T17:36"));
    private readonly CountingInquiry _inquiry = new();
    private readonly Inquirer _inquirer;

    public InquirerTests()
    {
        var targets = new TargetSelector(new ProviderRegistry([FakeProvider.Jd("jd", "a.example.com")]));
        var answers = new Answers(new KeptAnswers(new ChangeStamps(), _clock), _clock);
        _inquirer = new Inquirer(targets, answers, new AnswersUnderWay(), _clock);
    }

    [Fact]
    public async Task Same_question_at_once_is_read_once_and_answered_to_everybody()
    {
        var contexts = Enumerable.Range(0, 50).Select(_ => Context("?account=jd")).ToList();
        var asking = contexts.ConvertAll(context => AskAsync(context));

        _inquiry.Go();

        foreach (var (context, result) in contexts.Zip(await Task.WhenAll(asking)))
        {
            await result.ExecuteAsync(context);
            context.Response.Body.Position = 0;
            (await new StreamReader(context.Response.Body).ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("\"reading 1\"");
        }

        _inquiry.Readings.ShouldBe(1);
    }

    [Fact]
    public async Task Question_after_the_next_border_is_read_anew()
    {
        var before = AskAsync(Context("?account=jd"));
        _clock.Advance(TimeSpan.FromMinutes(4));
        var after = AskAsync(Context("?account=jd"));

        _inquiry.Go();
        await Task.WhenAll(before, after);

        _inquiry.Readings.ShouldBe(2);
    }

    [Fact]
    public async Task Caller_who_goes_does_not_take_the_answer_from_the_others()
    {
        using var leaving = new CancellationTokenSource();
        var first = AskAsync(Context("?account=jd"), leaving.Token);
        var second = AskAsync(Context("?account=jd"));

        await leaving.CancelAsync();
        _inquiry.Go();

        await Should.ThrowAsync<OperationCanceledException>(first);
        (await second).ShouldBeOfType<FreshAnswerResult>();
        _inquiry.Readings.ShouldBe(1);
    }

    [Fact]
    public async Task Wrong_question_is_refused_before_anybody_is_asked()
    {
        var result = await AskAsync(Context("?account=nobody"));

        result.ShouldBeOfType<ProblemResult>().Code.ShouldBe(ErrorCodes.InvalidRequest);
        _inquiry.Readings.ShouldBe(0);
    }

    private Task<IResult> AskAsync(HttpContext context, CancellationToken cancellationToken = default) =>
        _inquirer.AnswerAsync(context, _inquiry, cancellationToken);

    private static DefaultHttpContext Context(string query)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = "/api/v1/anything";
        context.Request.QueryString = new QueryString(query);
        context.Response.Body = new MemoryStream();
        context.Features.Set(Client.Anonymous);
        return context;
    }

    private sealed record AnyQuery(TargetFilter Targets, string? Format) : IAccountsQuery;

    /// <summary>Says which reading an answer is of, and reads as soon as it is told to.</summary>
    private sealed class CountingInquiry : IInquiry<AnyQuery, string>
    {
        private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Readings { get; private set; }

        public QueryParameters Parameters { get; } = new([SharedParameters.Account, SharedParameters.Domain, SharedParameters.Provider, SharedParameters.Format]);

        public void Go() => _go.SetResult();

        public AnyQuery Read(QueryReader reader, DateTimeOffset now) => new(TargetFilter.Read(reader), Format: null);

        public bool CanAnswer(ICdnProvider provider, AnyQuery query) => true;

        public ProblemResult? Refuse(AnyQuery query, DateTimeOffset now) => null;

        public Task<IReadOnlyList<UsagePlan>> PlanAsync(TargetSelection selection, AnyQuery query, DateTimeOffset now, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<UsagePlan>>([]);

        public async Task<string> ReadAsync(
            TargetSelection selection, IReadOnlyList<UsagePlan> plans, AnyQuery query, DateTimeOffset now, CancellationToken cancellationToken)
        {
            var reading = $"reading {++Readings}";
            await _go.Task.WaitAsync(cancellationToken);
            return reading;
        }

        public IReadOnlyList<Failure> InPlaceOfAnswer(string reading) => [];

        public AnswerBody BodyOf(string reading, AnyQuery query, AnswerFormat format) => new(
            AnswerBody.JsonType, [], async (pipe, cancellationToken) => await pipe.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"\"{reading}\""), cancellationToken));

        public Validity ValidityOf(string reading, AnyQuery query, IReadOnlyList<UsagePlan> plans, DateTimeOffset now) =>
            new(new Fingerprint(), Validity.NextBorder(now), IsWhole: true, IsKept: false);
    }
}
