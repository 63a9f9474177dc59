using CdnGateway.Providers;
using CdnGateway.Usage;
using Npgsql;

namespace CdnGateway.Store.Postgres;

/// <summary>Keeps points in a PostgreSQL database, which several replicas may share.</summary>
internal sealed class PostgresStore : IUsageStore
{
    private readonly PostgresPoints _points;
    private readonly PostgresFigures _figures;
    private Dictionary<string, int> _accounts = new(StringComparer.Ordinal);

    public PostgresStore(string connectionString)
    {
        Database = new PostgresDatabase(connectionString);
        _points = new PostgresPoints(Database.DataSource);
        _figures = new PostgresFigures(Database.DataSource);
    }

    /// <summary>The database, for what else replicas share.</summary>
    public PostgresDatabase Database { get; }

    public async Task OpenAsync(IReadOnlyList<KeptAccount> accounts, CancellationToken cancellationToken)
    {
        await Database.MigrateAsync(cancellationToken);
        await Database.GuardAsync("could not be opened", async () =>
        {
            var ids = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var account in accounts)
            {
                ids.Add(account.Name, await IdOfAsync(account, cancellationToken));
            }

            _accounts = ids;
        });
    }

    public Task CheckAsync(CancellationToken cancellationToken) => Database.GuardAsync("cannot be read or written", async () =>
    {
        await using var command = Database.DataSource.CreateCommand("UPDATE kept_check SET writes = writes + 1 WHERE id = 1 RETURNING writes");
        _ = await command.ExecuteScalarAsync(cancellationToken) ?? throw new InvalidDataException("its schema is not whole");
    });

    public async ValueTask ReadAsync(string account, string domain, KeptSeries into, CancellationToken cancellationToken)
    {
        into.Clear();
        try
        {
            await Database.GuardAsync("could not be read", () => _points.ReadAsync(_accounts[account], domain, into, cancellationToken));
        }
        catch (StoreFailedException)
        {
            into.Clear(); // nothing half read
            throw;
        }
    }

    public Task KeepAsync(string account, string domain, UsageSeries answer, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        var (id, asked) = (_accounts[account], checked((uint)askedAt.ToUnixTimeSeconds()));
        return answer.Window.Count == 0
            ? Task.CompletedTask
            : Database.GuardAsync("could not be written", () => _points.KeepAsync(id, domain, answer, asked, cancellationToken));
    }

    public ValueTask<KeptFigures?> ReadFiguresAsync(string account, BillingQuery query, CancellationToken cancellationToken)
    {
        var (id, question) = (_accounts[account], FiguresQuestion.Of(query));
        return new(Database.GuardAsync("could not be read", () => _figures.ReadAsync(id, question, cancellationToken)));
    }

    public Task KeepFiguresAsync(
        string account, BillingQuery query, ReportedFigures figures, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        var (id, asked, question) = (_accounts[account], checked((uint)askedAt.ToUnixTimeSeconds()), FiguresQuestion.Of(query));
        return Database.GuardAsync("could not be written", () => _figures.KeepAsync(id, question, figures, asked, cancellationToken));
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private async Task<int> IdOfAsync(KeptAccount account, CancellationToken cancellationToken)
    {
        await using var batch = Database.DataSource.CreateBatch();
        string[] statements =
        [
            "INSERT INTO kept_account (name, provider, origin, holder) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            "SELECT id FROM kept_account WHERE name = $1 AND provider = $2 AND origin = $3 AND holder = $4",
        ];
        foreach (var sql in statements)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var part in new[] { account.Name, account.Provider, account.Origin, account.Holder })
            {
                command.Parameters.AddValue(part);
            }

            batch.BatchCommands.Add(command);
        }

        return (int)(await batch.ExecuteScalarAsync(cancellationToken))!;
    }
}
