using System.Buffers;
using System.Text;

namespace CdnGateway.UnitTests.Providers.Tencent;

public sealed class TencentV3GoldenTests
{
    private const string Provider = "TencentV3";

    public static TheoryData<string> Scenarios => Golden.Names(Provider);

    /// <remarks>An answer of the operational points is given for both metrics.</remarks>
    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Answer_becomes_what_the_scenario_expects(string scenario)
    {
        var golden = Golden.Named(Provider, scenario);
        var (curve, window) = TencentV3Scene.Of(golden.Request);
        var scene = new TencentV3Scene(request => Encoding.UTF8.GetString(golden.Wire).Replace("bandwidth", request.Metric, StringComparison.Ordinal));

        golden.ShouldBeExpected(Outcomes.Of(await scene.ReadAsync(curve, window)));
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Answer_in_pieces_is_read_as_in_one(string scenario)
    {
        var golden = Golden.Named(Provider, scenario);
        var (curve, window) = TencentV3Scene.Of(golden.Request);
        var whole = Outcomes.Of(TencentV3Scene.Parse(new ReadOnlySequence<byte>(golden.Wire), curve, window)).ToJsonString();

        foreach (var pieces in Segments.EveryWayOf(golden.Wire))
        {
            Outcomes.Of(TencentV3Scene.Parse(pieces, curve, window)).ToJsonString().ShouldBe(whole);
        }
    }

    [Fact]
    public void Answer_cut_off_anywhere_is_never_taken_for_a_whole_one()
    {
        var golden = Golden.Named(Provider, "billing-document-sample");
        var (curve, window) = TencentV3Scene.Of(golden.Request);
        var body = golden.Wire.AsSpan().TrimEnd((byte)'\n').ToArray();

        for (var length = 0; length < body.Length; length++)
        {
            var result = TencentV3Scene.Parse(new ReadOnlySequence<byte>(body, 0, length), curve, window);
            result.Failure.ShouldNotBeNull($"cut after {length} bytes").Detail.ShouldBe("The provider's answer was cut off.");
        }
    }
}
