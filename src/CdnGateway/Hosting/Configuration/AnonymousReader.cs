using CdnGateway.Settings;

namespace CdnGateway.Hosting.Configuration;

internal static class AnonymousReader
{
    private const string Key = "AllowAnonymous";

    public static bool Read(SettingsSection root, bool isDevelopment, int clients)
    {
        var allowed = root.Switch(Key, isDevelopment && clients == 0);
        if (clients == 0 && !allowed && !isDevelopment && !root.HasMistake(Key) && !root.HasMistake("Clients"))
        {
            root.Mistake(
                "Clients",
                "there is no client, so nobody could be let in; set Clients:<name>:KeySha256 to the SHA-256 of a key that you hand out, "
                + "or AllowAnonymous to true if whoever reaches the gateway may use it");
        }

        return allowed;
    }
}
