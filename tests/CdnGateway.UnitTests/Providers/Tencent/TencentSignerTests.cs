using CdnGateway.Providers.Tencent;

namespace CdnGateway.UnitTests.Providers.Tencent;

public sealed class TencentSignerTests
{
    public static TheoryData<string> Vectors => SignatureVector.Names;

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Signature_and_its_text_are_the_documents(string name)
    {
        var vector = SignatureVector.Named(name);
        var method = vector.Method == "GET" ? CallMethod.Get : CallMethod.Post;
        var hash = vector.Params.ContainsKey("SignatureMethod") ? SignatureMethod.HmacSHA256 : SignatureMethod.HmacSHA1;

        TencentSigner.StringToSign(method, vector.Host, vector.Params).ShouldBe(vector.StringToSign);
        var signature = TencentSigner.Sign(method, vector.Host, vector.Params, hash, vector.SecretKey);
        signature.ShouldBe(vector.Signature);
        Uri.EscapeDataString(signature).ShouldBe(vector.UrlEncoded);
    }

    [Fact]
    public void Signature_does_not_depend_on_the_order_of_the_parameters()
    {
        var vector = SignatureVector.Named("tencent-v2-token-signed");

        Seeded.Runs(50, random =>
        {
            var shuffled = vector.Params.ToArray();
            random.Shuffle(shuffled);
            TencentSigner.StringToSign(CallMethod.Get, vector.Host, shuffled).ShouldBe(vector.StringToSign);
        });
    }

    [Fact]
    public void Hosts_are_sorted_as_text_and_not_by_number()
    {
        var hosts = Enumerable.Range(0, 12).Select(i => KeyValuePair.Create($"hosts.{i}", "h"));

        KeysOf(hosts).ShouldBe(
        [
            "hosts.0", "hosts.1", "hosts.10", "hosts.11", "hosts.2", "hosts.3", "hosts.4", "hosts.5", "hosts.6", "hosts.7", "hosts.8", "hosts.9",
        ]);
    }

    [Fact]
    public void Upper_case_sorts_before_lower() =>
        KeysOf(Named("limit", "action", "Timestamp", "Nonce", "Action", "offset", "SecretId"))
            .ShouldBe(["Action", "Nonce", "SecretId", "Timestamp", "action", "limit", "offset"]);

    [Fact]
    public void Underscore_in_a_key_is_signed_as_a_dot_and_in_a_value_kept() =>
        TencentSigner.StringToSign(CallMethod.Get, "h", [new("host_name_x", "a_b"), new("Action", "X_Y")])
            .ShouldBe("GETh/v2/index.php?Action=X_Y&host.name.x=a_b");

    [Fact]
    public void Values_are_signed_as_they_are() =>
        TencentSigner.StringToSign(CallMethod.Post, "h", [new("a", "1+2/3=4 中%20&")]).ShouldBe("POSTh/v2/index.php?a=1+2/3=4 中%20&");

    private static IEnumerable<string> KeysOf(IEnumerable<KeyValuePair<string, string>> parameters) =>
        TencentSigner.StringToSign(CallMethod.Get, "h", parameters).Split('?')[1].Split('&').Select(pair => pair.Split('=')[0]);

    private static IEnumerable<KeyValuePair<string, string>> Named(params string[] names) => names.Select(name => KeyValuePair.Create(name, "v"));
}
