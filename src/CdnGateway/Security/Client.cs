namespace CdnGateway.Security;

/// <summary>Who asks.</summary>
/// <param name="Name">Name in the configuration; <c>anonymous</c> without a key.</param>
/// <param name="Accounts">The accounts that it may see; null: all.</param>
internal sealed record Client(string Name, IReadOnlySet<string>? Accounts)
{
    public static Client Anonymous { get; } = new("anonymous", Accounts: null);

    public bool SeesAll => Accounts is null;

    public bool MaySee(string account) => Accounts?.Contains(account) ?? true;
}
