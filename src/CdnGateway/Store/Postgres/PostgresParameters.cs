using Npgsql;

namespace CdnGateway.Store.Postgres;

internal static class PostgresParameters
{
    /// <summary>Adds the value of the next <c>$n</c>.</summary>
    public static void AddValue<T>(this NpgsqlParameterCollection parameters, T value) => parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
}
