using System.Net;
using System.Net.Sockets;
using CdnGateway.Settings;

namespace CdnGateway.Hosting.Configuration;

/// <summary>What a reverse proxy before the gateway makes necessary.</summary>
internal static class ReverseProxyReader
{
    private const string PathBaseKey = "PathBase";
    private const int BitsOfIPv4 = 32;
    private const int BitsOfIPv6 = 128;

    public static string? ReadPathBase(SettingsSection root)
    {
        var path = root.Text(PathBaseKey);
        if (path is not null && !root.HasMistake(PathBaseKey) && !IsPathBase(path))
        {
            root.WrongValue(
                new SettingsItem(PathBaseKey, path),
                "must begin with / and end without one, such as /cdn, and have no blank, ?, # or empty part; for no prefix leave it out");
        }

        return path;
    }

    public static IReadOnlyList<IPNetwork> ReadTrustedProxies(SettingsSection root)
    {
        var networks = new List<IPNetwork>();
        foreach (var item in root.List("TrustedProxies"))
        {
            if (TryParse(item.Value, out var network))
            {
                networks.Add(network);
            }
            else
            {
                root.WrongValue(item, "must be an address such as 10.0.0.7, or a network without host bits such as 10.0.0.0/8 or fd00::/8");
            }
        }

        return networks;
    }

    private static bool IsPathBase(string path) =>
        path[0] == '/'
        && path[^1] != '/'
        && !path.Contains("//", StringComparison.Ordinal)
        && !path.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '?' or '#' or '\\');

    private static bool TryParse(string text, out IPNetwork network)
    {
        network = default;
        var address = text.Split('/')[0];

        // IPAddress also reads 10.1 as 10.0.0.1, and [::1]:80 without its port.
        if (!IPAddress.TryParse(address, out var parsed)
            || address.Contains('[', StringComparison.Ordinal)
            || (parsed.AddressFamily == AddressFamily.InterNetwork && parsed.ToString() != address))
        {
            return false;
        }

        if (address != text)
        {
            return IPNetwork.TryParse(text, out network) && network.BaseAddress.Equals(parsed);
        }

        network = new IPNetwork(parsed, parsed.AddressFamily == AddressFamily.InterNetwork ? BitsOfIPv4 : BitsOfIPv6);
        return true;
    }
}
