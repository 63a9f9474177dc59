using System.Text.Json.Nodes;
using CdnGateway.Billing;
using CdnGateway.Providers;
using CdnGateway.Providers.JdCloud;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Usage;

namespace CdnGateway.UnitTests.Providers.JdCloud;

public sealed class JdCloudFeeTests
{
    private const string Folder = "JdCloudFee";
    private const string Answer = """{"status":0,"msg":"","data":{"domian":"www.a.com","data":{"feeData":1,"feeTime":["2017/11/23 19:15"]}}}""";

    private static readonly BillingPeriodOf November = new("2017-11-01", "2017-11-30");

    public static TheoryData<string> Scenarios => Golden.Names(Folder);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Answer_becomes_what_the_scenario_expects(string scenario)
    {
        var golden = Golden.Named(Folder, scenario);
        var request = golden.Request;
        var options = JdCloudScene.Options with { PointLabel = Enum.Parse<PointLabel>((string?)request["pointLabel"] ?? nameof(PointLabel.IntervalEnd)) };
        var stub = new StubProvider(() => StubProvider.Answer(golden.Wire));
        var query = new BillingPeriodOf((string)request["start"]!, (string)request["end"]!)
            .Query([.. request["domains"]!.AsArray().Select(domain => (string)domain!)]);

        var result = await JdCloudScene.Provider(stub, options: options).ReadReportedFiguresAsync(query, Token);

        golden.ShouldBeExpected(Outcomes.Of(result));
        stub.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Answer_cut_off_anywhere_is_never_taken_for_a_whole_one()
    {
        var wire = Golden.Named(Folder, "document-sample").Wire.AsSpan().TrimEnd((byte)'\n').ToArray();
        for (var length = 0; length < wire.Length; length++)
        {
            var part = wire[..length];
            var result = await JdCloudScene.Provider(new StubProvider(() => StubProvider.Answer(part))).ReadReportedFiguresAsync(November.Query(["www.a.com"]), Token);
            result.Failure.ShouldNotBeNull($"cut after {length} bytes").Kind.ShouldBe(FailureKind.InvalidResponse);
        }
    }

    [Theory]
    [InlineData("IntervalEnd", "2017-11-01 00:05", "2017-12-01 00:00")]
    [InlineData("IntervalStart", "2017-11-01 00:00", "2017-11-30 23:55")]
    public async Task Request_asks_for_the_labels_of_the_days(string label, string first, string last)
    {
        var stub = StubProvider.Json(Answer);
        var options = JdCloudScene.Options with { PointLabel = Enum.Parse<PointLabel>(label) };

        await JdCloudScene.Provider(stub, new FakeClock(Curves.At("2018-06-02T12:00")), options).ReadReportedFiguresAsync(November.Query(["www.a.com"]), Token);

        var (method, uri, contentType, body) = stub.Requests.ShouldHaveSingleItem();
        method.ShouldBe(HttpMethod.Post);
        uri.AbsoluteUri.ShouldBe("https://provider.example/api/fee");
        contentType.ShouldBe("application/json");
        var sent = JsonNode.Parse(body)!;
        sent["signature"]!.GetValue<string>().ShouldBe(JdCloudSigner.Sign(Curves.Day("2018-06-02"), JdCloudScene.Username, JdCloudScene.SecretKey));
        sent.AsObject().Remove("signature");
        sent.ToJsonString().ShouldBe(
            $$"""{"username":"jcloud_00","domain":"www.a.com","start_time":"{{first}}","end_time":"{{last}}","type":2}""");
    }

    [Theory]
    [InlineData("month-95", 2)]
    [InlineData("month-95-valid-days", 2)]
    [InlineData("average-daily-peak", 3)]
    [InlineData("fourth-daily-peak", 4)]
    public async Task Type_is_that_of_the_contract_s_rule(string rule, int type)
    {
        var stub = StubProvider.Json(Answer);
        await JdCloudScene.Provider(stub, rule: BillingRules.Find(rule)).ReadReportedFiguresAsync(November.Query(["www.a.com"]), Token);
        JsonNode.Parse(stub.Requests.ShouldHaveSingleItem().Body)!["type"]!.GetValue<int>().ShouldBe(type);
    }

    [Fact]
    public async Task Several_domains_are_asked_for_together()
    {
        var stub = StubProvider.Json("""{"status":0,"data":[]}""");
        await JdCloudScene.Provider(stub).ReadReportedFiguresAsync(November.Query(["www.a.com", "www.b.com"]), Token);
        JsonNode.Parse(stub.Requests.ShouldHaveSingleItem().Body)!["domain"]!.GetValue<string>().ShouldBe("www.a.com,www.b.com");
    }

    [Theory]
    [InlineData("95-of-daily-peaks", "2017-11-01", "2017-11-30", "NotSupported")]
    [InlineData("month-95", "2017-10-01", "2017-11-30", "NotSupported")]
    [InlineData("month-95", "2018-06-01", "2018-06-30", "MonthNotSettled")]
    public async Task What_fee_cannot_answer_is_not_asked(string rule, string first, string last, string kind)
    {
        var stub = StubProvider.Json(Answer);
        var provider = JdCloudScene.Provider(stub, new FakeClock(Curves.At("2018-06-02T12:00")), rule: BillingRules.Find(rule));

        var result = await provider.ReadReportedFiguresAsync(new BillingPeriodOf(first, last).Query(["www.a.com"]), Token);

        result.Failure!.Kind.ToString().ShouldBe(kind);
        stub.Requests.ShouldBeEmpty();
    }

    private sealed record BillingPeriodOf(string First, string Last)
    {
        public BillingQuery Query(IReadOnlyList<string> domains) => new(new(Curves.Day(First), Curves.Day(Last)), Region: null, domains);
    }
}
