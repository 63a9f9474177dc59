using CdnGateway.Features.Query;
using CdnGateway.Features.Targets;
using CdnGateway.Security;
using Microsoft.AspNetCore.Http.Features;

namespace CdnGateway.Features.Answering;

/// <summary>The way of a question: an answer that still holds, else parameters, accounts, format, what it costs, and only then the providers.</summary>
internal sealed class Inquirer(TargetSelector targets, Answers answers, AnswersUnderWay underWay, TimeProvider time)
{
    public async Task<IResult> AnswerAsync<TQuery, TReading>(
        HttpContext context, IInquiry<TQuery, TReading> inquiry, CancellationToken cancellationToken)
        where TQuery : IAccountsQuery
    {
        var client = context.Features.GetRequiredFeature<Client>();
        if (answers.Find(context, client) is { } ready)
        {
            return ready;
        }

        var reader = new QueryReader(context.Request.Query, inquiry.Parameters.All);
        var now = time.GetUtcNow();
        var query = inquiry.Read(reader, now);
        var selection = targets.Select(query.Targets, client, reader, provider => inquiry.CanAnswer(provider, query));
        if (selection.Problem is { } refused)
        {
            return refused;
        }

        if (AnswerFormats.Of(query.Format, context.Request.Headers) is not { } format)
        {
            return AnswerFormats.NotAcceptable;
        }

        if (inquiry.Refuse(query, now) is { } untimely)
        {
            return untimely;
        }

        return await underWay.JoinAsync(
            AnswerKey.Of(context, client),
            Validity.NextBorder(now),
            token => MakeAsync(client, inquiry, selection, query, format, now, token),
            cancellationToken);
    }

    /// <remarks>Knows no request: others may be waiting for the same answer when the first who asked has gone.</remarks>
    private async Task<IResult> MakeAsync<TQuery, TReading>(
        Client client,
        IInquiry<TQuery, TReading> inquiry,
        TargetSelection selection,
        TQuery query,
        AnswerFormat format,
        DateTimeOffset now,
        CancellationToken cancellationToken)
        where TQuery : IAccountsQuery
    {
        var plans = await inquiry.PlanAsync(selection, query, now, cancellationToken);
        if (CallBudget.Complaint(query.Targets, plans) is { } tooLarge)
        {
            return tooLarge;
        }

        var reading = await inquiry.ReadAsync(selection, plans, query, now, cancellationToken);
        return inquiry.InPlaceOfAnswer(reading) is { Count: > 0 } failures
            ? Failures.ToProblem(failures)
            : answers.Give(client, inquiry.BodyOf(reading, query, format), inquiry.ValidityOf(reading, query, plans, now));
    }
}
