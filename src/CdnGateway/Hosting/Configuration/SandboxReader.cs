using CdnGateway.Settings;

namespace CdnGateway.Hosting.Configuration;

internal static class SandboxReader
{
    public static bool IsWanted(SettingsSection root, bool isDevelopment) =>
        Enabled(root) ?? (isDevelopment && root.Children("Accounts").Count == 0);

    public static bool Read(SettingsSection root, bool isDevelopment, int accounts)
    {
        var enabled = Enabled(root) ?? (isDevelopment && accounts == 0);
        if (accounts == 0 && !enabled && !isDevelopment && !root.HasMistake("Accounts") && !root.HasMistake("Sandbox:Enabled"))
        {
            root.Mistake(
                "Accounts",
                "there is no account; set Accounts:<name>:Provider to JdCloud or Tencent and that provider's keys, "
                + "or Sandbox:Enabled to true to try the gateway on made-up traffic");
        }

        return enabled;
    }

    private static bool? Enabled(SettingsSection root) => root.Section("Sandbox").OptionalSwitch("Enabled");
}
