using System.Buffers;

namespace CdnGateway.UnitTests.Providers.Tencent;

public sealed class TencentGoldenTests
{
    private const string Provider = "Tencent";

    public static TheoryData<string> Scenarios => Golden.Names(Provider);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Answer_becomes_what_the_scenario_expects(string scenario)
    {
        var golden = Golden.Named(Provider, scenario);
        var stub = new StubProvider(() => StubProvider.Answer(golden.Wire));

        var result = await TencentScene.Provider(stub)
            .ReadReportedFiguresAsync(TencentScene.QueryOf(golden.Request), TestContext.Current.CancellationToken);

        golden.ShouldBeExpected(Outcomes.Of(result));
        stub.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Answer_in_pieces_is_read_as_in_one(string scenario)
    {
        var golden = Golden.Named(Provider, scenario);
        var query = TencentScene.QueryOf(golden.Request);
        var whole = Outcomes.Of(TencentScene.Parse(new ReadOnlySequence<byte>(golden.Wire), query)).ToJsonString();

        foreach (var pieces in Segments.EveryWayOf(golden.Wire))
        {
            Outcomes.Of(TencentScene.Parse(pieces, query)).ToJsonString().ShouldBe(whole);
        }
    }

    [Fact]
    public void Answer_cut_off_anywhere_is_never_taken_for_a_whole_one()
    {
        var golden = Golden.Named(Provider, "document-sample");
        var body = golden.Wire.AsSpan().TrimEnd((byte)'\n').ToArray();

        for (var length = 0; length < body.Length; length++)
        {
            var result = TencentScene.Parse(new ReadOnlySequence<byte>(body, 0, length), TencentScene.QueryOf(golden.Request));
            result.Failure.ShouldNotBeNull($"cut after {length} bytes").Detail.ShouldBe("The provider's answer was cut off.");
        }
    }
}
