using CdnGateway.Settings;
using CdnGateway.Store;

namespace CdnGateway.Hosting.Configuration;

internal static class StoreReader
{
    private const string Key = "ConnectionString";

    /// <param name="root">The gateway's section.</param>
    /// <param name="sandboxEnabled">Made-up traffic is not kept, unless the configuration says where.</param>
    public static StoreOptions Read(SettingsSection root, bool sandboxEnabled)
    {
        var section = root.Section("Store");
        var text = section.Text(Key);
        if (text is null && sandboxEnabled)
        {
            return StoreOptions.Temporary();
        }

        if (StoreOptions.TryRead(text ?? StoreOptions.Default, out var options, out var mistake))
        {
            return options;
        }

        if (!section.HasMistake(Key))
        {
            section.Mistake(Key, mistake); // never with the value: there may be a password in it
        }

        return new StoreOptions(StoreOptions.Default, IsPostgres: false);
    }
}
