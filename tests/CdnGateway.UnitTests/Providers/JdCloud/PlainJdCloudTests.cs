using System.Buffers;
using System.Globalization;
using System.Text;
using CdnGateway.Providers;
using CdnGateway.Providers.JdCloud;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Providers.JdCloud;

/// <summary>The quick reading of an answer gives what the plain one gives: every point, and every refusal in the same words.</summary>
public sealed class PlainJdCloudTests
{
    private const string Domain = "play.live.com";

    private static readonly UsageWindow Window = Curves.Window("2018-06-02T23:00", "2018-06-03T02:00");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public void Random_answers_are_read_as_plainly(int oddity) => Seeded.Runs(1_500, random =>
    {
        var options = Options(random);
        var body = new NastyAnswers(random, Domain, new DateTime(2018, 6, 2, 23, 0, 0, DateTimeKind.Unspecified)) { Oddity = oddity }.Next();

        ShouldBeReadAsPlainly(body, options);
    });

    [Fact]
    public void Random_answers_in_pieces_are_read_as_plainly() => Seeded.Runs(15, random =>
    {
        var options = Options(random);
        var body = new NastyAnswers(random, Domain, new DateTime(2018, 6, 2, 23, 0, 0, DateTimeKind.Unspecified)) { Oddity = 10 }.Next();
        var plain = Outcome(PlainJdCloud.Parse(new ReadOnlySequence<byte>(body), options, Domain, Window));

        foreach (var pieces in Segments.EveryWayOf(body))
        {
            Outcome(JdCloudScene.Parse(pieces, options, Domain, Window)).ShouldBe(plain);
        }
    });

    [Fact]
    public void Figures_that_end_on_a_half_are_rounded_as_plainly() => Seeded.Runs(2_000, random =>
    {
        var unit = random.Next(3) switch { 0 => 1_000_000, 1 => JdCloudOptions.DefaultMegaUnit, _ => random.Next(1, 1 << 30) };
        var half = (random.NextInt64(1_000_000_000_000) + 0.5m) / unit;
        var around = half + random.Next(-1, 2) * 0.0000000000000001m;

        ShouldBeReadAsPlainly(Answer(around, half), JdCloudScene.Options with { MegaUnit = unit });
    });

    [Fact]
    public void Figures_about_the_largest_that_is_believed_are_judged_as_plainly() => Seeded.Runs(2_000, random =>
    {
        var unit = random.Next(3) switch { 0 => 1_000_000, 1 => JdCloudOptions.DefaultMegaUnit, _ => random.Next(1, 1 << 30) };
        var (mostBandwidth, mostFlow) = (10e12m / unit, 375e12m / unit);
        var step = 1m / (decimal)Math.Pow(10, random.Next(18));

        ShouldBeReadAsPlainly(
            Answer(decimal.Round(mostBandwidth, random.Next(20)) + random.Next(-2, 2) * step, decimal.Round(mostFlow, random.Next(20)) + random.Next(-3, 1) * step),
            JdCloudScene.Options with { MegaUnit = unit });
    });

    private static void ShouldBeReadAsPlainly(byte[] body, JdCloudOptions options)
    {
        var sequence = new ReadOnlySequence<byte>(body);
        var plain = Outcome(PlainJdCloud.Parse(sequence, options, Domain, Window));

        Outcome(JdCloudScene.Parse(sequence, options, Domain, Window)).ShouldBe(plain, Encoding.UTF8.GetString(body));
    }

    private static byte[] Answer(decimal bandwidth, decimal flow) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$$$"""{"status":0,"msg":"","data":[{"2018-06-02 23:05":{"{{{{Domain}}}}":{"bandwidth":{{{{bandwidth}}}},"flow":{{{{flow}}}}}}}]}"""));

    private static JdCloudOptions Options(Random random) => JdCloudScene.Options with
    {
        PointLabel = random.Next(2) == 0 ? PointLabel.IntervalEnd : PointLabel.IntervalStart,
        MegaUnit = random.Next(3) switch { 0 => 1_000_000, 1 => JdCloudOptions.DefaultMegaUnit, _ => random.Next(1, 1 << 30) },
    };

    private static string Outcome(ProviderResult<UsageSeries> result) => Outcomes.Of(result).ToJsonString();
}
