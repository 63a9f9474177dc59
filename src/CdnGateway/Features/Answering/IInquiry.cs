using CdnGateway.Contracts;
using CdnGateway.Features.Query;
using CdnGateway.Features.Targets;
using CdnGateway.Problems;
using CdnGateway.Providers;
using CdnGateway.Reading;

namespace CdnGateway.Features.Answering;

/// <summary>What every question to accounts says.</summary>
internal interface IAccountsQuery
{
    /// <summary>Which accounts and domains.</summary>
    TargetFilter Targets { get; }

    /// <summary>The format parameter, where given.</summary>
    string? Format { get; }
}

/// <summary>What one endpoint does its own way with a question to accounts; the way of the question is <see cref="Inquirer"/>'s.</summary>
/// <typeparam name="TQuery">The question.</typeparam>
/// <typeparam name="TReading">What was read, before it is written in anybody's format.</typeparam>
internal interface IInquiry<TQuery, TReading>
    where TQuery : IAccountsQuery
{
    QueryParameters Parameters { get; }

    /// <summary>Reads the parameters; what is wrong with them is left with the reader.</summary>
    TQuery Read(QueryReader reader, DateTimeOffset now);

    bool CanAnswer(ICdnProvider provider, TQuery query);

    /// <summary>Why the question is not put to anybody, right as it is; null when it is.</summary>
    ProblemResult? Refuse(TQuery query, DateTimeOffset now);

    /// <summary>What the points take that the question needs; sends nothing.</summary>
    Task<IReadOnlyList<UsagePlan>> PlanAsync(TargetSelection selection, TQuery query, DateTimeOffset now, CancellationToken cancellationToken);

    Task<TReading> ReadAsync(TargetSelection selection, IReadOnlyList<UsagePlan> plans, TQuery query, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The failures, when nothing else could be answered; empty when there is an answer.</summary>
    IReadOnlyList<Failure> InPlaceOfAnswer(TReading reading);

    AnswerBody BodyOf(TReading reading, TQuery query, AnswerFormat format);

    Validity ValidityOf(TReading reading, TQuery query, IReadOnlyList<UsagePlan> plans, DateTimeOffset now);
}
