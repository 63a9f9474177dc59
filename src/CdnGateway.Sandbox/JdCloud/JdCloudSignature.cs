using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CdnGateway.Sandbox.JdCloud;

/// <summary>JD signs only the day and the account: MD5 over date, user name and key, nothing between them, in lower-case hex.</summary>
internal static class JdCloudSignature
{
    public static bool IsRight(string signature, DateTime beijingNow, string username, string secretKey)
    {
        var day = beijingNow.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
#pragma warning disable CA5351 // The provider's choice, not ours.
        var expected = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(day + username + secretKey)));
#pragma warning restore CA5351
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature));
    }
}
