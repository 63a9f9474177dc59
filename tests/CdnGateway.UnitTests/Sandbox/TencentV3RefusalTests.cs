using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.UnitTests.Sandbox;

public sealed class TencentV3RefusalTests : IAsyncLifetime
{
    private const string Day = """{"StartTime":"2018-06-01 00:00:00","EndTime":"2018-06-01 23:59:59","Metric":"bandwidth"}""";

    // 00:30 in Beijing is still the day before in Greenwich.
    private readonly SandboxClock clock = SandboxClock.AtBeijing("2018-06-02 00:30:00");
    private SandboxOptions options = null!;
    private SandboxServer sandbox = null!;
    private TencentV3Client client = null!;

    public async ValueTask InitializeAsync()
    {
        options = new SandboxOptions { Time = clock };
        sandbox = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        client = new TencentV3Client(sandbox, options);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_call_signed_with_the_date_of_Greenwich_is_believed()
    {
        (await client.RefusalAsync("DescribeCdnData", Day)).ShouldBe("");
        (await client.RefusalAsync("DescribeCdnData", Day, call => call.SignedHeaders = "content-type;host;x-tc-action")).ShouldBe("");
        (await client.RefusalAsync("DescribeCdnData", Day, call => call.SignedHeaders = "content-type;host;x-tc-action;x-tc-timestamp")).ShouldBe("");
        (await client.RefusalAsync("DescribeCdnData", Day, call => call.ContentType = "application/json")).ShouldBe("");
        (await client.RefusalAsync("DescribeCdnData", "", AsGet("StartTime=2018-06-01%2000:00:00&EndTime=2018-06-01%2001:00:00&Metric=flux"))).ShouldBe("");
    }

    [Fact]
    public async Task A_call_signed_otherwise_is_not()
    {
        const string Wrong = "AuthFailure.SignatureFailure";
        (await client.RefusalAsync("DescribeCdnData", Day, call => call.DateOffsetHours = 8)).ShouldBe(Wrong);
        (await client.RefusalAsync("DescribeCdnData", Day, call => call.SecretKey = "another")).ShouldBe(Wrong);
        (await client.RefusalAsync("DescribeCdnData", Day, call => call.SignedHeaders = "host")).ShouldBe(Wrong);
        (await client.RefusalAsync("DescribeCdnData", Day, call => call.SentContentType = "application/json")).ShouldBe(Wrong);
        (await client.RefusalAsync("DescribeCdnData", Day, call => call.Authorization = "TC3-HMAC-SHA256 nonsense")).ShouldBe(Wrong);
        (await client.RefusalAsync("DescribeCdnData", Day, call => call.SecretId = "somebody")).ShouldBe("AuthFailure.SecretIdNotFound");
        (await client.RefusalAsync("DescribeCdnData", Day, call => call.Token = "uninvited")).ShouldBe("AuthFailure.TokenFailure");
    }

    [Theory]
    [InlineData(300, "")]
    [InlineData(-300, "")]
    [InlineData(301, "AuthFailure.SignatureExpire")]
    [InlineData(-301, "AuthFailure.SignatureExpire")]
    public async Task A_timestamp_may_be_five_minutes_off(int seconds, string code)
    {
        (await client.RefusalAsync("DescribeCdnData", Day, call => call.Timestamp += seconds)).ShouldBe(code);
    }

    [Fact]
    public async Task What_is_missing_in_the_head_is_named_by_a_code()
    {
        (await client.RefusalAsync("DescribeCdnData", Day, call => call.Action = null)).ShouldBe("MissingParameter");
        (await client.RefusalAsync("DescribeCdnData", Day, call => call.Version = null)).ShouldBe("MissingParameter");
        (await client.RefusalAsync("DescribeCdnData", Day, call => call.Version = "2017-03-12")).ShouldBe("NoSuchVersion");
        (await client.RefusalAsync("DescribeCdnHosts", Day)).ShouldBe("InvalidAction");
        (await client.RefusalAsync("DescribeCdnData", Day, call => call.ContentType = "text/plain")).ShouldBe("UnsupportedProtocol");
    }

    [Theory]
    [InlineData("Metric=flux&Colour=blue", "UnknownParameter")]
    [InlineData("Metric=flux&Metric=flux", "InvalidParameter")]
    [InlineData("Metric=flux&Domains=www.test.com", "InvalidParameter")]
    [InlineData("Metric=flux&Domains.0=www.test.com&Domains.1=play.live.com", "ResourceNotFound.CdnHostNotExists")]
    [InlineData("Metric=flux&Domains.0=www.test.com&Domains.1=img.test.com", "")]
    public async Task A_get_is_read_like_a_post(string fields, string code)
    {
        var query = "StartTime=2018-06-01%2000%3A00%3A00&EndTime=2018-06-01%2001%3A00%3A00&" + fields;
        (await client.RefusalAsync("DescribeCdnData", "", AsGet(query))).ShouldBe(code);
    }

    [Theory]
    [InlineData("\"Metric\":\"bandwidth\"", "\"Metric\":\"request\"", "InvalidParameter.CdnInvalidParamMetric")]
    [InlineData("\"Metric\":\"bandwidth\"", "\"Detail\":true", "MissingParameter")]
    [InlineData("\"Metric\"", "\"Colour\":\"blue\",\"Metric\"", "UnknownParameter")]
    [InlineData("\"Metric\"", "\"Detail\":\"true\",\"Metric\"", "InvalidParameter")]
    [InlineData("\"Metric\"", "\"Domains\":\"www.test.com\",\"Metric\"", "InvalidParameter")]
    [InlineData("\"Metric\"", "\"Domain\":\"www.test.com\",\"Metric\"", "UnknownParameter")]
    [InlineData("\"Metric\"", "\"Domains\":[\"play.live.com\"],\"Metric\"", "ResourceNotFound.CdnHostNotExists")]
    [InlineData("\"Metric\"", "\"Isp\":1,\"District\":2,\"Metric\"", "InvalidParameter.CdnParamError")]
    [InlineData("\"Metric\"", "\"Interval\":\"2min\",\"Metric\"", "InvalidParameter.CdnParamError")]
    [InlineData("\"Metric\"", "\"Interval\":\"min\",\"Area\":\"overseas\",\"Metric\"", "InvalidParameter.CdnParamError")]
    [InlineData("\"Metric\"", "\"Area\":\"global\",\"Metric\"", "InvalidParameter.CdnParamError")]
    [InlineData("2018-06-01 00:00:00", "2018-06-01", "InvalidParameter.CdnStatInvalidDate")]
    [InlineData("2018-06-01 00:00:00", "2018-06-02 00:00:00", "InvalidParameter.CdnStatInvalidDate")]
    [InlineData("2018-06-01 00:00:00", "2018-05-01 00:00:00", "InvalidParameter.CdnStatInvalidDate")]
    [InlineData("\"2018-06-01 00:00:00\"", "\"2018-05-02 00:00:00\",\"Interval\":\"5min\"", "")]
    [InlineData("2018-06-01 00:00:00", "2018-03-03 00:00:00", "InvalidParameter.CdnStatInvalidDate")]
    [InlineData("}", "", "InvalidParameter")]
    [InlineData(Day, "[]", "InvalidParameter")]
    public async Task A_wrong_field_gets_its_documented_code(string from, string to, string code)
    {
        var body = Day.Replace(from, to, StringComparison.Ordinal);
        if (to == "2018-05-01 00:00:00")
        {
            body = body.Replace("\"Metric\"", "\"Interval\":\"5min\",\"Metric\"", StringComparison.Ordinal);
        }

        (await client.RefusalAsync("DescribeCdnData", body)).ShouldBe(code);
    }

    [Fact]
    public async Task Billing_takes_one_domain_and_needs_no_metric()
    {
        const string Range = "\"StartTime\":\"2018-06-01 00:00:00\",\"EndTime\":\"2018-06-01 01:00:00\"";
        (await client.RefusalAsync("DescribeBillingData", $$"""{{{Range}},"Domain":"www.test.com"}""")).ShouldBe("");
        (await client.RefusalAsync("DescribeBillingData", $$"""{{{Range}},"Domains":["www.test.com"]}""")).ShouldBe("UnknownParameter");
        (await client.RefusalAsync("DescribeBillingData", $$"""{{{Range}},"Domain":["www.test.com"]}""")).ShouldBe("InvalidParameter");
        (await client.RefusalAsync("DescribeBillingData", $$"""{{{Range}},"Metric":"request"}""")).ShouldBe("InvalidParameter.CdnStatInvalidMetric");
    }

    [Fact]
    public async Task Thirty_domains_are_the_most()
    {
        var many = options with { TencentDomains = [.. Enumerable.Range(0, 31).Select(index => $"d{index}.test.com")] };
        await using var other = await SandboxServer.StartAsync(many, TestContext.Current.CancellationToken);
        using var caller = new TencentV3Client(other, many);

        (await AskFor(30)).GetProperty("Data").GetArrayLength().ShouldBe(30);
        (await AskFor(31)).GetProperty("Error").GetProperty("Code").GetString().ShouldBe("InvalidParameter.CdnStatTooManyDomains");

        Task<System.Text.Json.JsonElement> AskFor(int count) => caller.AskAsync("DescribeCdnData", Day.Replace(
            "}",
            $",\"Detail\":true,\"Domains\":[{string.Join(',', many.TencentDomains.Take(count).Select(domain => $"\"{domain}\""))}]}}",
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_quota_holds_in_any_second_for_each_action()
    {
        var tight = options with { TencentCallsPerSecond = 2 };
        await using var other = await SandboxServer.StartAsync(tight, TestContext.Current.CancellationToken);
        using var caller = new TencentV3Client(other, tight);

        (await Ask("DescribeCdnData")).ShouldBe("");
        clock.Advance(TimeSpan.FromMilliseconds(600));
        (await Ask("DescribeCdnData")).ShouldBe("");
        clock.Advance(TimeSpan.FromMilliseconds(399));
        (await Ask("DescribeCdnData")).ShouldBe("RequestLimitExceeded");
        (await Ask("DescribeBillingData")).ShouldBe("");
        clock.Advance(TimeSpan.FromMilliseconds(1));
        (await Ask("DescribeCdnData")).ShouldBe("");
        (await Ask("DescribeCdnData")).ShouldBe("RequestLimitExceeded");

        Task<string> Ask(string action) => caller.RefusalAsync(action, Day);
    }

    [Fact]
    public async Task Faults_speak_in_the_shape_of_3_0()
    {
        sandbox.TencentV3Faults.Enqueue(Fault.BusinessError("InternalError.CdnDbError", "try again"));
        var failed = await client.AskAsync("DescribeCdnData", Day);
        failed.GetProperty("Error").GetRawText().ShouldBe("""{"Code":"InternalError.CdnDbError","Message":"try again"}""");

        sandbox.TencentV3Faults.Enqueue(Fault.EchoSecrets());
        var echoed = (await client.AskAsync("DescribeCdnData", Day)).GetProperty("Error");
        echoed.GetProperty("Code").GetString().ShouldBe("AuthFailure.SignatureFailure");
        echoed.GetProperty("Message").GetString()!.ShouldContain($"Credential={options.TencentSecretId}/");
    }

    [Fact]
    public async Task It_can_be_taken_off_the_network_alone()
    {
        await sandbox.StopTencentV3Async();
        await Should.ThrowAsync<HttpRequestException>(() => client.AskAsync("DescribeCdnData", Day));
        using var older = new SandboxClient(sandbox, options);
        (await older.AskTencentAsync()).GetProperty("code").GetInt32().ShouldBe(0);
        await sandbox.StartTencentV3AgainAsync(TestContext.Current.CancellationToken);
        (await client.RefusalAsync("DescribeCdnData", Day)).ShouldBe("");
    }

    private static Action<V3Call> AsGet(string query) => call =>
    {
        call.Method = "GET";
        call.Query = query;
        call.ContentType = "application/x-www-form-urlencoded";
    };
}
