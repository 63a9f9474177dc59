using Microsoft.Data.Sqlite;

namespace CdnGateway.Store.Sqlite;

/// <summary>A command that is prepared once and run again and again with other values.</summary>
internal sealed class PreparedCommand : IDisposable
{
    private readonly SqliteCommand _command;

    /// <param name="connection">Whose command it is.</param>
    /// <param name="sql">With the parameters <c>$0</c>, <c>$1</c>, …</param>
    /// <param name="types">Of the parameters.</param>
    public PreparedCommand(SqliteConnection connection, string sql, params ReadOnlySpan<SqliteType> types)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var i = 0; i < types.Length; i++)
        {
            _command.Parameters.Add($"${i}", types[i]);
        }

        _command.Prepare();
    }

    public int Execute(params ReadOnlySpan<object> values) => With(values).ExecuteNonQuery();

    public object? Scalar(params ReadOnlySpan<object> values) => With(values).ExecuteScalar();

    public SqliteDataReader Read(params ReadOnlySpan<object> values) => With(values).ExecuteReader();

    public void Dispose() => _command.Dispose();

    private SqliteCommand With(ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i];
        }

        return _command;
    }
}
