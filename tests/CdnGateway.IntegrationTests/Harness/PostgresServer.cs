using Npgsql;

[assembly: AssemblyFixture(typeof(CdnGateway.IntegrationTests.Harness.PostgresServer))]

namespace CdnGateway.IntegrationTests.Harness;

/// <summary>
/// A real PostgreSQL for the run of the tests, started when the first test asks for a database; each gets a fresh one. It is the server of
/// <c>CDNGATEWAY_TEST_POSTGRES</c>, or one that is installed here, in a directory and on a port of its own.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Variable = "CDNGATEWAY_TEST_POSTGRES";

    private const string HowToHaveIt =
        $"There is no PostgreSQL: apt-get install postgresql, or set {Variable} to the connection string of a server where databases may be created.";

    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly List<string> _created = [];
    private PostgresProcess? _process;
    private string? _server;
    private bool _isAbsent;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The connection string of a fresh database. Skips the test where there is no server.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var server = await ServerAsync(cancellationToken);
        Assert.SkipWhen(server is null, HowToHaveIt);
        var name = $"cdngateway_test_{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"CREATE DATABASE {name}", cancellationToken);
        lock (_created)
        {
            _created.Add(name);
        }

        return new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = true }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
        else if (_server is not null)
        {
            foreach (var name in _created)
            {
                await ExecuteAsync(_server, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)", CancellationToken.None);
            }
        }

        _starting.Dispose();
    }

    private async Task<string?> ServerAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_server is null && !_isAbsent)
            {
                _server = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : await StartAsync(cancellationToken);
                _isAbsent = _server is null;
            }

            return _server;
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task<string?> StartAsync(CancellationToken cancellationToken)
    {
        if (PostgresProcess.FindBinaries() is not { } binaries)
        {
            return null;
        }

        _process = await PostgresProcess.StartAsync(binaries, cancellationToken);
        return _process.ConnectionString;
    }

    private static async Task ExecuteAsync(string server, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
