using System.Text;
using System.Text.Json;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Tencent;

namespace CdnGateway.UnitTests.Sandbox;

public sealed class TencentStandInTests : IAsyncLifetime
{
    private readonly SandboxClock clock = SandboxClock.AtBeijing("2017-12-01 00:30:00");
    private SandboxOptions options = null!;
    private SandboxServer sandbox = null!;
    private SandboxClient client = null!;

    public async ValueTask InitializeAsync()
    {
        options = new SandboxOptions { Time = clock };
        sandbox = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        client = new SandboxClient(sandbox, options);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_seeded_month_answers_as_the_document_prints_it(string method)
    {
        sandbox.SeedDocumentedAnswers();
        var parameters = SandboxClient.Changed(client.TencentParameters(), ("hosts.0", "www.test.com"));

        using var response = await client.SendTencentAsync(method, parameters);

        const string Figures = """{"data":62615912670,"time":"2017-11-25 09:55:00","freedata":45011826406"""
            + ""","freetime":"2017-11-29 02:10:00"}""";
        (await response.Content.ReadAsStringAsync()).ShouldBe(
            """{"code":0,"message":"","codeDesc":"Success","data":{"1250000000":{"www.test.com":"""
            + Figures + ""","all":""" + Figures + "}}}");
        var call = sandbox.TencentCalls.All.ShouldHaveSingleItem();
        call.Verdict.ShouldBe("Ok");
        call.Parameters["hosts.0"].ShouldBe("www.test.com");
        (method == "GET" ? call.Query : call.Body).ShouldContain("Signature=");
    }

    [Theory]
    [InlineData("Signature", "bWMMAR1eFGjZ5KWbfxTlBiLiNLc=", 4100, null)]
    [InlineData("SecretId", "somebody", 4104, null)]
    // Signed as Request.Client, the value as it is.
    [InlineData("Request_Client", "SDK_NET 1.0&x=1", 0, null)]
    [InlineData("Token", "uninvited", 4105, null)]
    [InlineData("Timestamp", "1512052200", 0, null)]
    [InlineData("Timestamp", "1512052199", 4200, null)]
    [InlineData("Timestamp", "1512066601", 4200, null)]
    [InlineData("Nonce", "0", 4000, null)]
    [InlineData("Nonce", "-5", 4000, null)]
    [InlineData("Action", "GetMonthData", 6100, null)]
    [InlineData("Action", null, 4000, null)]
    [InlineData("start", "2017-11-1", 4000, "9150")]
    [InlineData("start", null, 4000, "9150")]
    [InlineData("end", "2017-10-31", 4000, "9150")]
    [InlineData("end", "2017-12-01", 4000, "9150")]
    [InlineData("type", "3", 4000, "9160")]
    [InlineData("hosts.0", "play.live.com", 4000, "9110")]
    public async Task A_wrong_parameter_gets_its_documented_code(string name, string? value, int code, string? business)
    {
        var answer = await client.AskTencentAsync((name, value));

        answer.GetProperty("code").GetInt32().ShouldBe(code);
        sandbox.TencentCalls.All.Single().Refusal.ShouldBe((code, business) switch
        {
            (0, _) => null,
            (_, null) => $"{code}",
            _ => $"{code}/{business}",
        });
        if (business is not null)
        {
            answer.GetProperty("message").GetString().ShouldStartWith($"({business})");
            answer.GetProperty("codeDesc").ToString().ShouldBe(business);
        }
    }

    [Fact]
    public async Task An_unknown_host_is_refused_in_the_documented_words()
    {
        var answer = await client.AskTencentAsync(("hosts.0", "no.such.host"));

        answer.GetRawText().ShouldBe("""{"code":4000,"message":"(9110)没有这个域名的信息 cdn no such host","codeDesc":9110}""");
    }

    [Fact]
    public async Task A_nonce_is_good_once_even_at_another_second()
    {
        (await client.AskTencentAsync(("Nonce", "42"))).GetProperty("code").GetInt32().ShouldBe(0);
        clock.Advance(TimeSpan.FromSeconds(5));
        (await client.AskTencentAsync(("Nonce", "42"))).GetProperty("code").GetInt32().ShouldBe(4500);
        clock.Advance(TimeSpan.FromHours(5));
        (await client.AskTencentAsync(("Nonce", "42"))).GetProperty("code").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task The_quota_is_refused_with_4400()
    {
        for (var call = 0; call < options.CallsPerMinute; call++)
        {
            (await client.AskTencentAsync()).GetProperty("code").GetInt32().ShouldBe(0);
        }

        (await client.AskTencentAsync()).GetProperty("code").GetInt32().ShouldBe(4400);
        clock.Advance(TimeSpan.FromSeconds(60));
        (await client.AskTencentAsync()).GetProperty("code").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Post_reads_the_form_and_never_the_query_and_takes_multipart_too()
    {
        var parameters = client.TencentParameters();
        using (var signed = await client.SendTencentAsync("POST", parameters))
        {
            (await SandboxClient.JsonOf(signed)).GetProperty("code").GetInt32().ShouldBe(0);
        }

        var query = await new FormUrlEncodedContent(parameters).ReadAsStringAsync();
        using var bare = new HttpRequestMessage(HttpMethod.Post, new Uri(sandbox.TencentUrl, "/v2/index.php?" + query));
        using var ignored = await client.SendAsync(bare);
        (await SandboxClient.JsonOf(ignored)).GetProperty("code").GetInt32().ShouldBe(4000);

        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in parameters)
        {
            form.Add(new StringContent(value, Encoding.UTF8), name);
        }

        using var multipart = new HttpRequestMessage(HttpMethod.Post, new Uri(sandbox.TencentUrl, "/v2/index.php")) { Content = form };
        using var replayed = await client.SendAsync(multipart);
        (await SandboxClient.JsonOf(replayed)).GetProperty("code").GetInt32().ShouldBe(4500);
    }

    [Fact]
    public async Task All_is_the_percentile_of_the_summed_curve()
    {
        var answer = (await client.AskTencentAsync()).GetProperty("data").GetProperty("1250000000");

        answer.EnumerateObject().Select(entry => entry.Name).ShouldBe(["www.test.com", "img.test.com", "all"]);
        var first = new DateTime(2017, 11, 1);
        var starts = Enumerable.Range(0, 30 * 288).Select(index => first.AddMinutes(5 * index)).ToArray();
        ShouldBeRanked(answer.GetProperty("www.test.com"), starts, start => options.Traffic("www.test.com", start));
        ShouldBeRanked(
            answer.GetProperty("all"),
            starts,
            start => options.Traffic("www.test.com", start) + options.Traffic("img.test.com", start));
        answer.GetProperty("img.test.com").GetProperty("data").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task The_discount_moves_the_figure_when_nights_are_the_busy_time()
    {
        var nightly = options with { Traffic = (domain, start) => options.Traffic(domain, start.AddHours(-5)) };
        await using var other = await SandboxServer.StartAsync(nightly, TestContext.Current.CancellationToken);
        using var caller = new SandboxClient(other, nightly);

        var figures = (await caller.AskTencentAsync(("hosts.0", "www.test.com")))
            .GetProperty("data").GetProperty("1250000000").GetProperty("all");

        var starts = Enumerable.Range(0, 30 * 288).Select(index => new DateTime(2017, 11, 1).AddMinutes(5 * index)).ToArray();
        ShouldBeRanked(figures, starts, start => nightly.Traffic("www.test.com", start));
        figures.GetProperty("freedata").GetInt64().ShouldBeLessThan(figures.GetProperty("data").GetInt64());
    }

    [Fact]
    public async Task The_discount_ends_at_eight_sharp()
    {
        // A day has 14 points above its 95, here those from noon on; 07:55 and 08:00 contend for the fifteenth place.
        var contended = options with
        {
            Traffic = (_, start) => $"{start:HH:mm}" switch
            {
                "07:55" => 150_000,
                "08:00" => 100_000,
                _ when start.TimeOfDay >= TimeSpan.FromHours(12) && start.TimeOfDay < TimeSpan.FromMinutes((12 * 60) + (14 * 5)) => 200_000,
                _ => 1,
            },
        };
        await using var other = await SandboxServer.StartAsync(contended, TestContext.Current.CancellationToken);
        using var caller = new SandboxClient(other, contended);

        var answer = await caller.AskTencentAsync(("hosts.0", "www.test.com"), ("start", "2017-11-01"), ("end", "2017-11-01"));

        answer.GetProperty("data").GetProperty("1250000000").GetProperty("all").GetRawText().ShouldBe(
            """{"data":150000,"time":"2017-11-01 07:55:00","freedata":100000,"freetime":"2017-11-01 08:00:00"}""");
    }

    [Fact]
    public async Task Overseas_carries_less()
    {
        var home = (await client.AskTencentAsync(("hosts.0", "www.test.com"), ("type", "1"))).GetProperty("data");
        var away = (await client.AskTencentAsync(("hosts.0", "www.test.com"), ("type", "2"))).GetProperty("data");

        Data(away).ShouldBeLessThan(Data(home) / 10);

        static long Data(JsonElement data) => data.GetProperty("1250000000").GetProperty("all").GetProperty("data").GetInt64();
    }

    [Theory]
    [InlineData(TencentContract.Month95, new[] { "data", "time" })]
    [InlineData(TencentContract.Month95WithOffPeak, new[] { "data", "time", "freedata", "freetime" })]
    [InlineData(TencentContract.AverageOfDailyPeaks, new[] { "data", "time" })]
    public async Task The_contract_decides_the_fields(TencentContract contract, string[] fields)
    {
        var signed = options with { TencentContract = contract };
        await using var other = await SandboxServer.StartAsync(signed, TestContext.Current.CancellationToken);
        using var caller = new SandboxClient(other, signed);

        var all = (await caller.AskTencentAsync(("hosts.0", "img.test.com")))
            .GetProperty("data").GetProperty("1250000000").GetProperty("all");

        all.EnumerateObject().Select(field => field.Name).ShouldBe(fields);
        (all.GetProperty("time").GetString()!.Length == 0).ShouldBe(contract == TencentContract.AverageOfDailyPeaks);
        if (contract == TencentContract.AverageOfDailyPeaks)
        {
            var peaks = Enumerable.Range(0, 30).Select(day => Enumerable.Range(0, 288)
                .Max(index => options.Traffic("img.test.com", new DateTime(2017, 11, 1).AddDays(day).AddMinutes(5 * index))));
            all.GetProperty("data").GetInt64().ShouldBe((long)peaks.Average());
        }
    }

    [Fact]
    public async Task Nothing_for_any_host_is_an_empty_list()
    {
        sandbox.TencentSeeds.Nothing("www.test.com", "2017-11");
        var rest = (await client.AskTencentAsync()).GetProperty("data").GetProperty("1250000000");
        rest.EnumerateObject().Select(entry => entry.Name).ShouldBe(["img.test.com", "all"]);

        sandbox.TencentSeeds.Nothing("img.test.com", "2017-11");
        (await client.AskTencentAsync()).GetProperty("data").GetRawText().ShouldBe("[]");
    }

    private static void ShouldBeRanked(JsonElement figures, DateTime[] starts, Func<DateTime, long> bps)
    {
        var plain = starts.OrderByDescending(bps).ElementAt(432);
        figures.GetProperty("data").GetInt64().ShouldBe(bps(plain));
        figures.GetProperty("time").GetString().ShouldBe(plain.ToString("yyyy-MM-dd HH:mm:ss"));

        long Discounted(DateTime start) => start.Hour < 8 ? bps(start) / 2 : bps(start);
        var free = starts.OrderByDescending(Discounted).ElementAt(432);
        figures.GetProperty("freedata").GetInt64().ShouldBe(Discounted(free));
        figures.GetProperty("freetime").GetString().ShouldBe(free.ToString("yyyy-MM-dd HH:mm:ss"));
    }
}
