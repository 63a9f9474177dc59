using CdnGateway.Security;
using CdnGateway.Settings;

namespace CdnGateway.Hosting.Configuration;

internal static class ClientsReader
{
    private const int MostRequestsPerMinute = 1_000_000; // each costs eight bytes
    private const string KeyHash = "KeySha256";
    private const string AccountsKey = "Accounts";

    public static IReadOnlyList<ClientOptions> Read(SettingsSection root, IReadOnlyList<string> accountNames)
    {
        var clients = new List<ClientOptions>();
        foreach (var section in root.Children("Clients"))
        {
            var client = ReadClient(section, accountNames);
            var twin = clients.Find(other => client.KeySha256.Length > 0 && client.KeySha256.AsSpan().SequenceEqual(other.KeySha256));
            if (twin is not null)
            {
                section.Mistake(KeyHash, $"is also that of the client {twin.Name}; each client needs a key of its own");
            }

            clients.Add(client);
        }

        return clients;
    }

    private static ClientOptions ReadClient(SettingsSection section, IReadOnlyList<string> accountNames)
    {
        if (!ConfiguredName.IsValid(section.Name))
        {
            section.Mistake("", ConfiguredName.Rule);
        }

        return new ClientOptions(
            section.Name,
            section.HexSha256(KeyHash),
            ReadAccounts(section, accountNames),
            section.OptionalWholeNumber("RequestsPerMinute", least: 1, MostRequestsPerMinute));
    }

    private static List<string>? ReadAccounts(SettingsSection section, IReadOnlyList<string> accountNames)
    {
        var items = section.List(AccountsKey);
        if (items.Count == 0)
        {
            // Meant as "none", or left empty by a variable that is not set, it must not come to mean "all".
            if (section.Mentions(AccountsKey) && !section.HasMistake(AccountsKey))
            {
                section.Mistake(AccountsKey, "is an empty list; name an account, or leave the key out to let the client see all");
            }

            return null;
        }

        var accounts = new List<string>();
        foreach (var item in items)
        {
            if (accountNames.FirstOrDefault(name => string.Equals(name, item.Value, StringComparison.OrdinalIgnoreCase)) is { } account)
            {
                accounts.Add(account);
            }
            else
            {
                section.WrongValue(item, $"names no account ({Hint(item.Value, accountNames)})");
            }
        }

        return accounts;
    }

    private static string Hint(string typed, IReadOnlyList<string> accountNames) =>
        NearestName.Of(typed, accountNames) is { } nearest ? $"did you mean {nearest}?"
        : accountNames.Count == 0 ? "none is configured"
        : $"there are {string.Join(", ", accountNames)}";
}
