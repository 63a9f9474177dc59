using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CdnGateway.IntegrationTests.Replicas;

/// <summary>A way to a database that passes everything on, until it swallows everything: connections stay, and nothing comes back.</summary>
internal sealed class BlackHole : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly NpgsqlConnectionStringBuilder _database;
    private readonly Task _accepting;
    private volatile bool _isOpen;

    public BlackHole(string database)
    {
        _database = new NpgsqlConnectionStringBuilder(database);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_database.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
    }.ConnectionString;

    public void Open() => _isOpen = true;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            _ = RelayAsync(await _listener.AcceptTcpClientAsync(_end.Token), _end.Token);
        }
    }

    private async Task RelayAsync(TcpClient caller, CancellationToken end)
    {
        using var from = caller;
        using var socket = Path.IsPathRooted(_database.Host!)
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await (Path.IsPathRooted(_database.Host!)
            ? socket.ConnectAsync(new UnixDomainSocketEndPoint($"{_database.Host}/.s.PGSQL.{_database.Port}"), end)
            : socket.ConnectAsync(_database.Host!, _database.Port, end));
        await using var to = new NetworkStream(socket);
        await Task.WhenAny(PassAsync(caller.GetStream(), to, end), PassAsync(to, caller.GetStream(), end));
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, CancellationToken end)
    {
        var buffer = new byte[65_536];
        while (await from.ReadAsync(buffer, end) is > 0 and var read)
        {
            if (!_isOpen)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), end);
            }
        }
    }
}
