using CdnGateway.Store;
using CdnGateway.Upstream.Quota;

namespace CdnGateway.Replicas;

/// <summary>What is agreed on an account's quota; the same for all replicas.</summary>
internal sealed record QuotaTerms
{
    /// <summary>Whose quota it is; replicas with the same key share one.</summary>
    public required string Key { get; init; }

    /// <summary>Calls in a window.</summary>
    public required int Limit { get; init; }

    /// <summary>The provider's window.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>How much closer together two calls may arrive than they left.</summary>
    public required TimeSpan Margin { get; init; }

    /// <summary>The part of it that the background may use.</summary>
    public double Share { get; init; } = 0.5;

    /// <summary>The longest time from asking for a permit until the call leaves; a later one is not sent.</summary>
    /// <remarks>What a replica that dies was granted is taken as sent then. As long as a whole call may take, it keeps nobody from sending.</remarks>
    public required TimeSpan LongestHold { get; init; }

    /// <summary>How long a sent call counts.</summary>
    public TimeSpan Span => Window + Margin;

    /// <summary>One quota an account name at an address, whatever else changes of the account: the provider goes on counting.</summary>
    public static string KeyOf(KeptAccount account) => $"{account.Name}|{account.Provider}|{account.Origin}";

    /// <summary>How many may be in use for one more to be granted, exclusive.</summary>
    public int MostUsed(bool isInteractive) => isInteractive ? Limit : SlotLedger.ShareOf(Limit, Share);
}
