using System.Buffers;

namespace CdnGateway.UnitTests.Providers.JdCloud;

public sealed class JdCloudGoldenTests
{
    private const string Provider = "JdCloud";

    public static TheoryData<string> Scenarios => Golden.Names(Provider);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Answer_becomes_what_the_scenario_expects(string scenario)
    {
        var golden = Golden.Named(Provider, scenario);
        var (options, domain, window) = JdCloudScene.Of(golden.Request);
        var stub = new StubProvider(() => StubProvider.Answer(golden.Wire));

        var result = await JdCloudScene.Provider(stub, options: options).ReadUsageAsync(domain, window, TestContext.Current.CancellationToken);

        golden.ShouldBeExpected(Outcomes.Of(result));
        stub.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Answer_in_pieces_is_read_as_in_one(string scenario)
    {
        var golden = Golden.Named(Provider, scenario);
        var (options, domain, window) = JdCloudScene.Of(golden.Request);
        var body = golden.Wire;
        var whole = Outcomes.Of(JdCloudScene.Parse(new ReadOnlySequence<byte>(body), options, domain, window)).ToJsonString();

        foreach (var pieces in Segments.EveryWayOf(body))
        {
            Outcomes.Of(JdCloudScene.Parse(pieces, options, domain, window)).ToJsonString().ShouldBe(whole);
        }
    }

    [Fact]
    public void Answer_cut_off_anywhere_is_never_taken_for_a_whole_one()
    {
        var golden = Golden.Named(Provider, "document-sample");
        var (options, domain, window) = JdCloudScene.Of(golden.Request);
        var body = golden.Wire.AsSpan().TrimEnd((byte)'\n').ToArray();

        for (var length = 0; length < body.Length; length++)
        {
            var result = JdCloudScene.Parse(new ReadOnlySequence<byte>(body, 0, length), options, domain, window);
            result.Failure.ShouldNotBeNull($"cut after {length} bytes").Detail.ShouldBe("The provider's answer was cut off.");
        }
    }
}
