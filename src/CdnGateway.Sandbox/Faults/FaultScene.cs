using System.Globalization;
using System.Net.Sockets;
using System.Text;
using CdnGateway.Sandbox.Serving;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CdnGateway.Sandbox.Faults;

/// <summary>The call that a fault falls on, the true answer it would have had, and the bare socket, for what HTTP cannot express.</summary>
internal sealed record FaultScene(HttpContext Http, ReceivedCall Call, Answer TrueAnswer, IProviderApi Api)
{
    // Clients that never close must not keep a broken connection for ever.
    private static readonly TimeSpan PatienceWithPeer = TimeSpan.FromSeconds(10);

    private Socket Socket => Http.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;

    // Never 0, even for an answer without a body: nothing would be missing then.
    public static string LengthHeader(byte[] body) =>
        string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Math.Max(1, body.Length)}");

    /// <summary>Writes past Kestrel: a response that breaks its own framing.</summary>
    public async Task SendRawAsync(string headers, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=utf-8\r\n{headers}\r\n\r\n");
        ReadOnlyMemory<byte> bytes = (byte[])[.. Encoding.ASCII.GetBytes(head), .. body.Span];
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await Socket.SendAsync(bytes, ct)..];
        }
    }

    /// <summary>Ends the connection with RST.</summary>
    public void Reset()
    {
        Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        Http.Abort();
    }

    /// <summary>Ends the connection with FIN, as a server that stops in good order, and leaves it to the peer to hang up.</summary>
    public async Task CloseAsync(CancellationToken ct)
    {
        Socket.Shutdown(SocketShutdown.Send);
        try
        {
            await Task.Delay(PatienceWithPeer, TimeProvider.System, ct);
        }
        finally
        {
            Http.Abort();
        }
    }
}
