using CdnGateway.Usage;
using Microsoft.Data.Sqlite;

namespace CdnGateway.Store.Sqlite;

/// <summary>A connection that reads. In a write-ahead log it sees the last commit and waits for nobody.</summary>
internal sealed class SqliteReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly PreparedCommand _days;
    private readonly PreparedCommand _figures;
    private readonly PreparedCommand _check;

    public SqliteReader(SqliteDatabase database)
    {
        _connection = database.Connect();
        // One statement, so that the version and the days are of one moment.
        _days = new PreparedCommand(
            _connection,
            """
            SELECT s.version, d.day, d.bandwidth, d.flow, d.asked
            FROM kept_series s LEFT JOIN kept_day d ON d.series = s.id AND d.day BETWEEN $2 AND $3
            WHERE s.account = $0 AND s.domain = $1
            """,
            SqliteType.Integer, SqliteType.Text, SqliteType.Integer, SqliteType.Integer);
        _figures = new PreparedCommand(
            _connection,
            """
            SELECT figures, asked FROM kept_figures
            WHERE account = $0 AND first_day = $1 AND last_day = $2 AND region = $3 AND question = $4
            """,
            SqliteType.Integer, SqliteType.Integer, SqliteType.Integer, SqliteType.Text, SqliteType.Text);
        _check = new PreparedCommand(_connection, "SELECT writes FROM kept_check WHERE id = 1");
    }

    public void Read(long account, string domain, KeptSeries into)
    {
        using var rows = _days.Read(account, domain, PackedDay.NumberOf(into.Window.Start), PackedDay.LastNumberOf(into.Window));
        while (rows.Read())
        {
            into.Version = rows.GetInt64(0);
            if (!rows.IsDBNull(1))
            {
                PackedDay.Unpack(
                    rows.GetInt32(1), rows.GetFieldValue<byte[]>(2), rows.GetFieldValue<byte[]>(3), rows.GetFieldValue<byte[]>(4), into);
            }
        }
    }

    public KeptFigures? ReadFigures(long account, FiguresQuestion question)
    {
        using var rows = _figures.Read(account, question.FirstDay, question.LastDay, question.Region, question.Hash);
        return rows.Read()
            ? new KeptFigures(FiguresText.Read(rows.GetString(0)), BeijingTime.Of(DateTimeOffset.FromUnixTimeSeconds(rows.GetInt64(1))))
            : null;
    }

    public void Check() => _ = _check.Scalar() ?? throw new InvalidDataException("its schema is not whole");

    public void Dispose()
    {
        _days.Dispose();
        _figures.Dispose();
        _check.Dispose();
        _connection.Dispose();
    }
}
