using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CdnGateway.Usage;

namespace CdnGateway.Providers.JdCloud;

/// <summary>opencdn's signature: lower-case hex MD5 of date, pin and key, joined by nothing; good for one calendar day.</summary>
/// <remarks>The documents do not say whose day; Beijing's is assumed (docs/providers/jdcloud.md), so a UTC host is right after 16:00 UTC too.</remarks>
internal static class JdCloudSigner
{
    public static string Sign(DateOnly beijingDay, string username, string secretKey)
    {
        var text = beijingDay.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + username + secretKey;
#pragma warning disable CA5351 // MD5 is what the provider verifies
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
    }

    public static DateOnly DayOf(DateTimeOffset instant) => BeijingTime.DateOf(instant);
}
