using CdnGateway.Sandbox;

namespace CdnGateway.UnitTests.Sandbox;

/// <summary>
/// The TC3 signatures that the documents of API 3.0 print, sent as they are. They are of another product: an "InvalidAction" is the
/// answer of one who believes the signature and lacks the action.
/// </summary>
public sealed class TencentV3SignatureVectorTests
{
    private const string SampleId = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
    private const string PostSignature = "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168";
    private const string GetSignature = "5da7a33f6993f0614b047e5df4582db9e9bf4672ba50567dba16c6ccf174c474";

    // Signed with the escapes and blanks of the printed payload.
    private const string Payload = """{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}""";

    [Theory]
    [InlineData(PostSignature, "cvm.tencentcloudapi.com", "InvalidAction")]
    [InlineData(PostSignature, "cdn.tencentcloudapi.com", "AuthFailure.SignatureFailure")]
    [InlineData(GetSignature, "cvm.tencentcloudapi.com", "AuthFailure.SignatureFailure")]
    public async Task The_printed_post_is_believed(string signature, string host, string code)
    {
        (await AskAsync(host, PostOf(signature))).ShouldBe(code);
    }

    [Theory]
    [InlineData("Limit=10&Offset=0", "InvalidAction")]
    [InlineData("Offset=0&Limit=10", "AuthFailure.SignatureFailure")]
    public async Task The_printed_get_is_believed_with_its_query_as_it_was_sent(string query, string code)
    {
        var call = new V3Call
        {
            Method = "GET",
            Query = query,
            Action = "DescribeInstances",
            Version = "2017-03-12",
            Timestamp = 1_539_084_154,
            ContentType = "application/x-www-form-urlencoded",
            Authorization = HeaderOf("2018-10-09", GetSignature),
        };
        (await AskAsync("cvm.tencentcloudapi.com", call)).ShouldBe(code);
    }

    [Fact]
    public async Task A_body_that_says_the_same_in_other_bytes_is_not_believed()
    {
        var call = PostOf(PostSignature);
        call.Body = Payload.Replace("\": ", "\":", StringComparison.Ordinal);
        (await AskAsync("cvm.tencentcloudapi.com", call)).ShouldBe("AuthFailure.SignatureFailure");
    }

    private static V3Call PostOf(string signature) => new()
    {
        Action = "DescribeInstances",
        Version = "2017-03-12",
        Timestamp = 1_551_113_065,
        Body = Payload,
        Authorization = HeaderOf("2019-02-25", signature),
    };

    private static string HeaderOf(string date, string signature) =>
        $"TC3-HMAC-SHA256 Credential={SampleId}/{date}/cvm/tc3_request, SignedHeaders=content-type;host, Signature={signature}";

    private static async Task<string> AskAsync(string host, V3Call call)
    {
        var options = new SandboxOptions
        {
            Time = new SandboxClock(DateTimeOffset.FromUnixTimeSeconds(call.Timestamp)),
            TencentSecretId = SampleId,
            TencentSecretKey = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
            TencentV3SignatureHost = host,
        };
        await using var sandbox = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        using var client = new TencentV3Client(sandbox, options);
        using var response = await client.SendAsync(call);
        return sandbox.TencentV3Calls.All.Single().Refusal ?? "";
    }
}
