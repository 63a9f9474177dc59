using System.Net;
using System.Net.Sockets;

namespace CdnGateway.IntegrationTests.Harness;

/// <summary>
/// Stands before a provider and passes bytes on, until it is told to swallow an answer: then the provider has had the request, and the caller
/// sees its connection closed in good order before a byte of the answer. That is what a server's idle timeout looks like from outside.
/// </summary>
internal sealed class SwallowingRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly Uri provider;
    private readonly Task accepting;
    private int swallow;

    public SwallowingRelay(Uri provider)
    {
        this.provider = provider;
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Url => $"http://{listener.LocalEndpoint}";

    /// <summary>The next answer does not arrive.</summary>
    public void SwallowNext() => Interlocked.Exchange(ref swallow, 1);

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Stop();
        await accepting;
        over.Dispose();
    }

    private async Task AcceptAsync()
    {
        var relays = new List<Task>();
        try
        {
            while (true)
            {
                relays.Add(RelayAsync(await listener.AcceptTcpClientAsync(over.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(relays);
        }
    }

    private async Task RelayAsync(TcpClient caller)
    {
        using var callerOwned = caller;
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, provider.Port, over.Token);
            await Task.WhenAny(
                caller.GetStream().CopyToAsync(server.GetStream(), over.Token),
                PassAnswersAsync(server.GetStream(), caller.GetStream()));
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException)
        {
            // Either end may go at any time.
        }
    }

    private async Task PassAnswersAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, over.Token) is > 0 and var read && Interlocked.Exchange(ref swallow, 0) == 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), over.Token);
        }
    }
}
