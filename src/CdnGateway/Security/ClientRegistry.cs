using System.Security.Cryptography;
using System.Text;
using CdnGateway.Upstream.Quota;

namespace CdnGateway.Security;

/// <summary>The configured clients, found by their key.</summary>
internal sealed class ClientRegistry(IReadOnlyList<ClientOptions> clients, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private readonly Entry[] _entries = [.. clients.Select(c => Entry.Of(c, time))];

    /// <summary>The client whose key this is; null when it is nobody's.</summary>
    /// <remarks>Every client is compared, each in constant time, so that the answer's time tells nothing of how close a guess was.</remarks>
    public Entry? Find(string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        Entry? found = null;
        foreach (var entry in _entries)
        {
            found = CryptographicOperations.FixedTimeEquals(entry.KeySha256, hash) ? entry : found;
        }

        return found;
    }

    public void Dispose() => Array.ForEach(_entries, e => e.Limiter?.Dispose());

    /// <param name="Client">Who it is.</param>
    /// <param name="KeySha256">SHA-256 of its key.</param>
    /// <param name="Limiter">How often it may ask; null: as often as it likes.</param>
    internal sealed record Entry(Client Client, byte[] KeySha256, SlidingLogRateLimiter? Limiter)
    {
        public static Entry Of(ClientOptions options, TimeProvider time) => new(
            new Client(options.Name, options.Accounts?.ToHashSet(StringComparer.OrdinalIgnoreCase)),
            options.KeySha256,
            options.RequestsPerMinute is { } limit ? new SlidingLogRateLimiter(limit, Window, margin: TimeSpan.Zero, time) : null);
    }
}
