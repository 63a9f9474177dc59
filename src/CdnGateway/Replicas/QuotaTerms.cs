using System.Globalization;
using CdnGateway.Store;
using CdnGateway.Upstream.Quota;

namespace CdnGateway.Replicas;

/// <summary>What is agreed on an account's quota; the same for all replicas.</summary>
internal sealed record QuotaTerms
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

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

    /// <summary>How long a replica that ends goes on telling the database what it was not told yet.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a sent call counts.</summary>
    public TimeSpan Span => Window + Margin;

    /// <summary>One quota an account name at an address, whatever else changes of the account: the provider goes on counting.</summary>
    /// <remarks>Quotas of other windows are others, be it at one address; that of a minute has the name that it always had.</remarks>
    public static string KeyOf(KeptAccount account, TimeSpan window) => string.Create(
        CultureInfo.InvariantCulture,
        $"{account.Name}|{account.Provider}|{account.Origin}{(window == Minute ? "" : $"|{window.TotalSeconds} s")}");

    /// <summary>How many may be in use for one more to be granted, exclusive.</summary>
    public int MostUsed(bool isInteractive) => isInteractive ? Limit : SlotLedger.ShareOf(Limit, Share);
}
