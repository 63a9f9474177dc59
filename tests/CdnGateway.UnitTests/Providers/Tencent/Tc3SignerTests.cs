using System.Text;
using CdnGateway.Providers.Tencent;

namespace CdnGateway.UnitTests.Providers.Tencent;

/// <summary>The vectors that Tencent's page on signature version 3 prints, with its sample credentials.</summary>
public sealed class Tc3SignerTests
{
    private const string SecretId = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
    private const string SecretKey = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";

    [Theory]
    [InlineData(
        "POST",
        "application/json; charset=utf-8",
        "",
        "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\": \"instance-name\"}]}",
        1551113065,
        "35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064",
        "TC3-HMAC-SHA256\n1551113065\n2019-02-25/cvm/tc3_request\n5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031",
        "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168")]
    [InlineData(
        "GET",
        "application/x-www-form-urlencoded",
        "Limit=10&Offset=0",
        "",
        1539084154,
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "TC3-HMAC-SHA256\n1539084154\n2018-10-09/cvm/tc3_request\n91c9c192c14460df6c1ffc69e34e6c5e90708de2a6d282cccf957dbf1aa7f3a7",
        "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2018-10-09/cvm/tc3_request, SignedHeaders=content-type;host, Signature=5da7a33f6993f0614b047e5df4582db9e9bf4672ba50567dba16c6ccf174c474")]
    public void Every_step_is_the_documents(
        string method, string contentType, string query, string payload, long timestamp, string payloadHash, string stringToSign, string authorization)
    {
        var request = new Tc3Request(method, "cvm.tencentcloudapi.com", contentType, query, Encoding.UTF8.GetBytes(payload));
        var time = DateTimeOffset.FromUnixTimeSeconds(timestamp);

        Tc3Signer.CanonicalRequest(request).ShouldEndWith($"\ncontent-type;host\n{payloadHash}");
        Tc3Signer.StringToSign(request, "cvm", time).ShouldBe(stringToSign);
        Tc3Signer.Authorization(request, "cvm", time, SecretId, SecretKey).ShouldBe(authorization);
    }

    [Fact]
    public void Action_is_signed_as_on_the_current_page()
    {
        const string Masked = "********************************";
        var payload = "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\": \"instance-name\"}]}"u8.ToArray();
        var request = new Tc3Request("POST", "cvm.tencentcloudapi.com", "application/json; charset=utf-8", "", payload, "DescribeInstances");
        var time = DateTimeOffset.FromUnixTimeSeconds(1551113065);

        Tc3Signer.StringToSign(request, "cvm", time).ShouldEndWith("\n7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84");
        var authorization = Tc3Signer.Authorization(request, "cvm", time, "AKID" + Masked, Masked);
        authorization.ShouldBe(
            $"TC3-HMAC-SHA256 Credential=AKID{Masked}/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host;x-tc-action, "
            + "Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f");
        Tc3Signer.SignatureOf(authorization).ShouldBe("10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f");
    }

    [Fact]
    public void Day_is_the_one_of_UTC_however_the_time_is_written()
    {
        var request = new Tc3Request("POST", "cdn.tencentcloudapi.com", "application/json", "", ReadOnlyMemory<byte>.Empty);

        Tc3Signer.StringToSign(request, "cdn", new DateTimeOffset(2026, 11, 22, 0, 30, 0, TimeSpan.FromHours(8))).ShouldContain("\n2026-11-21/cdn/tc3_request\n");
    }
}
