using CdnGateway.Upstream.Quota;

namespace CdnGateway.Upstream;

/// <summary>
/// The moment an attempt's bytes leave. It counts the permit then and not earlier, since a connection can take seconds to open, and it lets
/// them leave once: .NET's handler silently repeats a request whose pooled connection had died, which would be a second call on one permit
/// with a used nonce.
/// </summary>
internal sealed class Departure : IDisposable
{
    private static readonly AsyncLocal<Departure?> Ambient = new();

    private readonly QuotaLease _permit;
    private Stream? _connection;

    private Departure(QuotaLease permit) => _permit = permit;

    public static Departure Begin(QuotaLease permit) => Ambient.Value = new Departure(permit);

    /// <summary>Told by a connection before it writes.</summary>
    public static void Leaving(Stream connection) => Ambient.Value?.Leave(connection);

    /// <summary>Told when an answer has come: whatever the connection was, the call did leave.</summary>
    public static void Answered() => Ambient.Value?._permit.MarkSent();

    public void Dispose() => Ambient.Value = null;

    private void Leave(Stream connection)
    {
        _connection ??= connection;
        if (_connection != connection)
        {
            throw new IOException("The connection was lost; the attempt is not repeated under the same signature.");
        }

        _permit.MarkSent();
    }
}
