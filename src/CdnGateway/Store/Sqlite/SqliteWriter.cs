using CdnGateway.Providers;
using CdnGateway.Usage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CdnGateway.Store.Sqlite;

/// <summary>The connection that writes. Everything happens between <see cref="Begin"/> and <see cref="Commit"/>.</summary>
/// <remarks>The transaction takes the file's write lock before it reads, so that another process's merge is not lost.</remarks>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly List<PreparedCommand> _commands = [];
    private readonly PreparedCommand _begin;
    private readonly PreparedCommand _commit;
    private readonly PreparedCommand _attempt;
    private readonly PreparedCommand _takeBack;
    private readonly PreparedCommand _settle;
    private readonly PreparedCommand _series;
    private readonly PreparedCommand _days;
    private readonly PreparedCommand _day;
    private readonly PreparedCommand _figures;
    private readonly PreparedCommand _check;

    public SqliteWriter(SqliteDatabase database)
    {
        _connection = database.Connect();
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _attempt = Prepare("SAVEPOINT attempt");
        _takeBack = Prepare("ROLLBACK TO attempt");
        _settle = Prepare("RELEASE attempt");
        _series = Prepare(
            """
            INSERT INTO kept_series (account, domain, version) VALUES ($0, $1, 1)
            ON CONFLICT (account, domain) DO UPDATE SET version = version + 1 RETURNING id
            """,
            SqliteType.Integer, SqliteType.Text);
        _days = Prepare(
            "SELECT day, bandwidth, flow, asked FROM kept_day WHERE series = $0 AND day BETWEEN $1 AND $2",
            SqliteType.Integer, SqliteType.Integer, SqliteType.Integer);
        _day = Prepare(
            """
            INSERT INTO kept_day (series, day, bandwidth, flow, asked) VALUES ($0, $1, $2, $3, $4)
            ON CONFLICT (series, day) DO UPDATE SET bandwidth = excluded.bandwidth, flow = excluded.flow, asked = excluded.asked
            """,
            SqliteType.Integer, SqliteType.Integer, SqliteType.Blob, SqliteType.Blob, SqliteType.Blob);
        _figures = Prepare(
            """
            INSERT INTO kept_figures (account, first_day, last_day, region, question, domains, asked, figures) VALUES ($0, $1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (account, first_day, last_day, region, question)
            DO UPDATE SET asked = excluded.asked, figures = excluded.figures WHERE excluded.asked >= asked
            """,
            SqliteType.Integer, SqliteType.Integer, SqliteType.Integer, SqliteType.Text, SqliteType.Text, SqliteType.Text, SqliteType.Integer, SqliteType.Text);
        _check = Prepare("UPDATE kept_check SET writes = writes + 1 WHERE id = 1");
    }

    public void Begin() => _begin.Execute();

    public void Commit() => _commit.Execute();

    /// <summary>Does something as a whole, or takes it back without touching the rest of the transaction.</summary>
    /// <returns>Why it failed; null when it did not.</returns>
    public Exception? Attempt(Action<SqliteWriter> write)
    {
        _attempt.Execute();
        try
        {
            write(this);
            _settle.Execute();
            return null;
        }
        catch (Exception failure)
        {
            if (raw.sqlite3_get_autocommit(_connection.Handle) != 0)
            {
                throw; // SQLite took the whole transaction back, as it may when the disk is full
            }

            _takeBack.Execute();
            _settle.Execute();
            return failure;
        }
    }

    public void Keep(long account, string domain, UsageSeries answer, uint askedAt)
    {
        var series = _series.Scalar(account, domain)!;
        var kept = new KeptSeries(PackedDay.WholeDaysOf(answer.Window));
        using (var rows = _days.Read(series, PackedDay.NumberOf(answer.Window.Start), PackedDay.LastNumberOf(answer.Window)))
        {
            while (rows.Read())
            {
                PackedDay.Unpack(
                    rows.GetInt32(0), rows.GetFieldValue<byte[]>(1), rows.GetFieldValue<byte[]>(2), rows.GetFieldValue<byte[]>(3), kept);
            }
        }

        kept.Take(answer, askedAt);
        foreach (var day in PackedDay.AllOf(kept))
        {
            _day.Execute(series, day.Number, day.Bandwidth, day.Flow, day.Asked);
        }
    }

    public void KeepFigures(long account, FiguresQuestion question, ReportedFigures figures, uint askedAt) => _figures.Execute(
        account, question.FirstDay, question.LastDay, question.Region, question.Hash, question.Domains, (long)askedAt, FiguresText.Of(figures));

    /// <summary>The number of an account's history, a new one if it has none yet.</summary>
    public long IdOf(KeptAccount account)
    {
        using var adding = Account("INSERT INTO kept_account (name, provider, origin, holder) VALUES ($0, $1, $2, $3) ON CONFLICT DO NOTHING");
        using var finding = Account("SELECT id FROM kept_account WHERE name = $0 AND provider = $1 AND origin = $2 AND holder = $3");
        adding.Execute(account.Name, account.Provider, account.Origin, account.Holder);
        return (long)finding.Scalar(account.Name, account.Provider, account.Origin, account.Holder)!;
    }

    public void Check()
    {
        if (_check.Execute() != 1)
        {
            throw new InvalidDataException("its schema is not whole");
        }
    }

    public void Dispose()
    {
        _commands.ForEach(command => command.Dispose());
        _connection.Dispose();
    }

    private PreparedCommand Account(string sql) => new(_connection, sql, SqliteType.Text, SqliteType.Text, SqliteType.Text, SqliteType.Text);

    private PreparedCommand Prepare(string sql, params ReadOnlySpan<SqliteType> types)
    {
        var command = new PreparedCommand(_connection, sql, types);
        _commands.Add(command);
        return command;
    }
}
