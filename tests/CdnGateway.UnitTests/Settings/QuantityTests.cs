using CdnGateway.Settings;
using Microsoft.Extensions.Configuration;

namespace CdnGateway.UnitTests.Settings;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("00:00:10", 10_000)]
    [InlineData("0:01:30", 90_000)]
    [InlineData("00:00:01.5", 1_500)]
    [InlineData("10s", 10_000)]
    [InlineData("10 s", 10_000)]
    [InlineData(" 10 S ", 10_000)]
    [InlineData("500ms", 500)]
    [InlineData("2m", 120_000)]
    [InlineData("2 min", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("1.00:00:00", 86_400_000)]
    [InlineData("0.06:00:00", 21_600_000)]
    [InlineData("1.5 s", 1_500)]
    [InlineData("10", 10_000)]
    [InlineData("0.25", 250)]
    [InlineData("", 7_000)]
    public void Duration_of_each_spelling_is_read(string text, int milliseconds) =>
        Section("T", text).Duration("T", TimeSpan.FromSeconds(7), TimeSpan.Zero, TimeSpan.FromDays(1))
            .ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData("10:00")]
    [InlineData("1.00:10")]
    [InlineData("1.24:00:00")]
    [InlineData("00:00:10s")]
    [InlineData("24:00:00")]
    [InlineData("00:60:00")]
    [InlineData("-1s")]
    [InlineData("1,5s")]
    [InlineData("1e3")]
    [InlineData("s")]
    [InlineData("10 sec")]
    [InlineData("1s 500ms")]
    [InlineData("NaN")]
    [InlineData("9999999999999999h")]
    [InlineData("99999999999999999999999999999999999999h")]
    public void Duration_of_another_spelling_is_a_mistake(string text)
    {
        var section = Section("T", text);

        section.Duration("T", TimeSpan.FromSeconds(7), TimeSpan.Zero, TimeSpan.FromDays(1)).ShouldBe(TimeSpan.FromSeconds(7));
        section.Mistakes.ShouldHaveSingleItem().Key.ShouldBe("Root:T");
    }

    [Theory]
    [InlineData("67108864", 67108864)]
    [InlineData("64MiB", 67108864)]
    [InlineData("64 MiB", 67108864)]
    [InlineData("64 mib", 67108864)]
    [InlineData("10 MB", 10_000_000)]
    [InlineData("512 KiB", 524288)]
    [InlineData("1.5 KiB", 1536)]
    [InlineData("2kB", 2000)]
    [InlineData("1 GiB", 1073741824)]
    [InlineData("7 B", 7)]
    [InlineData("", 5)]
    public void Bytes_of_each_spelling_are_read(string text, int bytes) =>
        Section("S", text).Bytes("S", fallback: 5, least: 1, most: int.MaxValue).ShouldBe(bytes);

    [Theory]
    [InlineData("64M")]
    [InlineData("0.3 B")]
    [InlineData("-1")]
    [InlineData("2 GiB")]
    [InlineData("MiB")]
    [InlineData("0x10")]
    [InlineData("9999999999999999 GiB")]
    public void Bytes_of_another_spelling_are_a_mistake(string text)
    {
        var section = Section("S", text);

        section.Bytes("S", fallback: 5, least: 1, most: int.MaxValue).ShouldBe(5);
        section.Mistakes.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(10, "10ms", "10 B")]
    [InlineData(1500, "1500ms", "1500 B")]
    [InlineData(90_112, "90112ms", "88 KiB")]
    [InlineData(120_000, "2m", "120000 B")]
    [InlineData(7_200_000, "2h", "7200000 B")]
    [InlineData(172_800_000, "2d", "168750 KiB")]
    public void Formatted_quantities_are_read_back(int value, string duration, string size)
    {
        DurationText.Format(TimeSpan.FromMilliseconds(value)).ShouldBe(duration);
        DurationText.TryParse(duration, out var time).ShouldBeTrue();
        time.ShouldBe(TimeSpan.FromMilliseconds(value));
        ByteSizeText.Format(value).ShouldBe(size);
        ByteSizeText.TryParse(size, out var bytes).ShouldBeTrue();
        bytes.ShouldBe(value);
    }

    private static SettingsSection Section(string key, string value) => SettingsSection.Root(
        new ConfigurationBuilder().AddInMemoryCollection([new($"Root:{key}", value)]).Build(),
        "Root");
}
