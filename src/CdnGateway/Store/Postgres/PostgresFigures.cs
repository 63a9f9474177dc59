using CdnGateway.Providers;
using CdnGateway.Usage;
using Npgsql;

namespace CdnGateway.Store.Postgres;

/// <summary>The reported figures in a PostgreSQL database.</summary>
internal sealed class PostgresFigures(NpgsqlDataSource source)
{
    public async Task<KeptFigures?> ReadAsync(int account, FiguresQuestion question, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            """
            SELECT figures, asked FROM kept_figures
            WHERE account = $1 AND first_day = $2 AND last_day = $3 AND region = $4 AND question = $5
            """);
        AddQuestion(command.Parameters, account, question);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken)
            ? new KeptFigures(FiguresText.Read(rows.GetString(0)), BeijingTime.Of(DateTimeOffset.FromUnixTimeSeconds(rows.GetInt64(1))))
            : null;
    }

    public async Task KeepAsync(int account, FiguresQuestion question, ReportedFigures figures, uint askedAt, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            """
            INSERT INTO kept_figures (account, first_day, last_day, region, question, domains, asked, figures)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (account, first_day, last_day, region, question)
            DO UPDATE SET asked = excluded.asked, figures = excluded.figures WHERE excluded.asked >= kept_figures.asked
            """);
        AddQuestion(command.Parameters, account, question);
        command.Parameters.AddValue(question.Domains);
        command.Parameters.AddValue((long)askedAt);
        command.Parameters.AddValue(FiguresText.Of(figures));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddQuestion(NpgsqlParameterCollection parameters, int account, FiguresQuestion question)
    {
        parameters.AddValue(account);
        parameters.AddValue(question.FirstDay);
        parameters.AddValue(question.LastDay);
        parameters.AddValue(question.Region);
        parameters.AddValue(question.Hash);
    }
}
