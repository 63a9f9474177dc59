using System.Globalization;
using CdnGateway.Sandbox;

namespace CdnGateway.UnitTests.Sandbox;

/// <summary>Signatures that the providers' pages print, or that follow from inputs they print, sent as they are.</summary>
public sealed class SignatureVectorTests
{
    private const string SampleId = "AKIDT8G5AsY1D3MChWooNq1rFSw1fyBVCX9D";
    private const string SampleKey = "pxPgRWDbCy86ZYyqBTDk7WmeRZSmPco0";

    private static readonly SandboxOptions Sample = new()
    {
        TencentSecretId = SampleId,
        TencentSecretKey = SampleKey,
        TencentDomains = ["www.test.com"],
    };

    [Theory]
    // CDN API > signature method, GET and SHA-1. A 6100 is the answer of one who believes the signature and lacks the action.
    [InlineData("GET", "Action=DescribeCdnHosts&Timestamp=1463122059&Nonce=13029&offset=0&limit=10", "bWMMAR1eFGjZ5KWbfxTlBiLiNLc=", 6100)]
    [InlineData(
        "POST",
        "Action=DescribeCdnHosts&Timestamp=1502197934&Nonce=48059&SignatureMethod=HmacSHA256&offset=0&limit=10",
        "yDLFFjPi/etyCrJf+35aHklFAqP0wD4K5nDjhGxz9Bk=",
        6100)]
    [InlineData(
        "GET",
        "Action=GetTimeBandwidth&Timestamp=1512100000&Nonce=123456789&start=2017-11-01&end=2017-11-30&hosts.0=www.test.com",
        "2p19QqHlwEPTPVMQSV3XiQ7h3O4=",
        0)]
    public async Task Tencent_believes_a_printed_signature(string method, string parameters, string signature, int code)
    {
        (await AskAsync(Sample, method, parameters, signature)).ShouldBe(code);
    }

    [Fact]
    public async Task Tencent_signs_the_token_like_any_parameter()
    {
        const string Parameters = "Action=GetTimeBandwidth&Timestamp=1512100000&Nonce=123456789&start=2017-11-01&end=2017-11-30"
            + "&hosts.0=www.test.com&Token=sts-token/abc+1=";
        var options = Sample with { TencentToken = "sts-token/abc+1=" };
        (await AskAsync(options, "GET", Parameters, "uIVpuNAYLm1nm1+lPXpo14maOIg=")).ShouldBe(0);
        (await AskAsync(Sample, "GET", Parameters, "uIVpuNAYLm1nm1+lPXpo14maOIg=")).ShouldBe(4105);
    }

    [Fact]
    public async Task Tencent_signs_the_host_of_another_product_if_told_so()
    {
        const string Parameters = "Action=GetDsaHostList&Timestamp=1463122059&Nonce=13029&offset=0&length=10";
        (await AskAsync(Sample, "POST", Parameters, "uFT/BG266+TprJIWb5G7tt5gtyI=")).ShouldBe(4100);
        var dsa = Sample with { TencentSignatureHost = "dsa.api.qcloud.com" };
        (await AskAsync(dsa, "POST", Parameters, "uFT/BG266+TprJIWb5G7tt5gtyI=")).ShouldBe(6100);
    }

    [Theory]
    [InlineData("2016-10-23T04:00:00Z", "a35685491fd80a80b40a718c3a5c5c56", 0)]
    // 01:00 on the 24th in Beijing, still the 23rd in Greenwich.
    [InlineData("2016-10-23T17:00:00Z", "74b62fd99404951ecf5c2f854c9427f5", 0)]
    [InlineData("2016-10-23T17:00:00Z", "a35685491fd80a80b40a718c3a5c5c56", 7)]
    [InlineData("2016-10-23T04:00:00Z", "A35685491FD80A80B40A718C3A5C5C56", 7)]
    public async Task JdCloud_believes_the_documents_example_on_its_Beijing_day(string now, string signature, int status)
    {
        var options = new SandboxOptions
        {
            Time = new SandboxClock(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)),
            JdUsername = "jcloud_00",
            JdSecretKey = "e7a31b1c5ea0efa9aa2f29c6559f7d61",
        };
        await using var sandbox = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        using var client = new SandboxClient(sandbox, options);

        var answer = await client.AskJdAsync(
            ("signature", signature),
            ("start_time", "2016-10-22 00:00"),
            ("end_time", "2016-10-22 01:00"));

        answer.GetProperty("status").GetInt32().ShouldBe(status);
    }

    private static async Task<int> AskAsync(SandboxOptions options, string method, string pairs, string signature)
    {
        var parameters = pairs.Split('&')
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var now = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parameters["Timestamp"], CultureInfo.InvariantCulture));
        options = options with { Time = new SandboxClock(now) };
        await using var sandbox = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        using var client = new SandboxClient(sandbox, options);
        parameters["SecretId"] = SampleId;
        parameters["Signature"] = signature;

        using var response = await client.SendTencentAsync(method, parameters);
        return (await SandboxClient.JsonOf(response)).GetProperty("code").GetInt32();
    }
}
