using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CdnGateway.IntegrationTests.Harness;

/// <summary>A PostgreSQL that is installed on this machine, running in a directory of its own until it is disposed.</summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    private const string User = "gateway";
    private const string Password = "a-password-of-the-tests";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    private readonly Process _guard;

    private PostgresProcess(Process guard, string connectionString)
    {
        _guard = guard;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    /// <summary>The folder of <c>initdb</c> and <c>postgres</c>: the newest of Debian's, or one of the PATH; null when there is none.</summary>
    public static string? FindBinaries()
    {
        const string Debian = "/usr/lib/postgresql";
        var debian = Directory.Exists(Debian) ? Directory.GetDirectories(Debian).OrderByDescending(path => path, StringComparer.Ordinal) : Enumerable.Empty<string>();
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return debian.Select(version => Path.Combine(version, "bin"))
            .Concat(path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    public static async Task<PostgresProcess> StartAsync(string binaries, CancellationToken cancellationToken)
    {
        var home = Path.Combine(Path.GetTempPath(), $"cdngateway-postgres-{Guid.NewGuid():N}");
        var passwordFile = home + ".password";
        await File.WriteAllTextAsync(passwordFile, Password, cancellationToken);
        await InitialiseAsync(binaries, home, passwordFile, cancellationToken);
        var port = FreePort();
        var guard = Guard(binaries, home, port);
        File.Delete(passwordFile);
        var connectionString = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = User,
            Password = Password,
            Database = "postgres",
        }.ConnectionString;
        var server = new PostgresProcess(guard, connectionString);
        await server.AnswersAsync(cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync(CancellationToken.None);
        _guard.Dispose();
    }

    private static async Task InitialiseAsync(string binaries, string home, string passwordFile, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        Command(
            start, Path.Combine(binaries, "initdb"), "-D", home, "-U", User, "--auth=scram-sha-256", $"--pwfile={passwordFile}", "--no-sync", "-E", "UTF8", "--locale=C");
        using var initialising = Process.Start(start)!;
        var output = initialising.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await initialising.StandardError.ReadToEndAsync(cancellationToken);
        await initialising.WaitForExitAsync(cancellationToken);
        initialising.ExitCode.ShouldBe(0, $"{await output}{errors}");
    }

    /// <remarks>A shell stands between: when the tests die, its input ends, and it takes the server and its directory with it.</remarks>
    private static Process Guard(string binaries, string home, int port)
    {
        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        const string Script = """home=$1; shift; "$@" & server=$!; cat > /dev/null; kill -INT $server; wait $server; rm -rf "$home" """;
        string[] postgres =
        [
            Path.Combine(binaries, "postgres"), "-D", home, "-p", port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "max_connections=300",
        ];
        Command(start, ["sh", "-c", Script, "sh", home, .. postgres]);
        var guard = Process.Start(start)!;
        guard.OutputDataReceived += (_, _) => { };
        guard.ErrorDataReceived += (_, _) => { };
        guard.BeginOutputReadLine();
        guard.BeginErrorReadLine();
        return guard;
    }

    /// <remarks>PostgreSQL refuses to run as root.</remarks>
    private static void Command(ProcessStartInfo start, params string[] command)
    {
        string[] asWhom = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : [];
        string[] all = [.. asWhom, .. command];
        start.FileName = all[0];
        start.WorkingDirectory = "/";
        foreach (var argument in all.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }
    }

    private async Task AnswersAsync(CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString);
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException) when (TimeProvider.System.GetElapsedTime(since) < Patience && !_guard.HasExited)
            {
                await Task.Delay(Between, TimeProvider.System, cancellationToken);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
