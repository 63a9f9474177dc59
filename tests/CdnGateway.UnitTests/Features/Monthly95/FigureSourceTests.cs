using CdnGateway.Features.Monthly95;
using CdnGateway.Providers;

namespace CdnGateway.UnitTests.Features.Monthly95;

public sealed class FigureSourceTests
{
    private const Capabilities Jd = Capabilities.Usage | Capabilities.ReportedFigures;
    private const Capabilities TencentV2 = Capabilities.ReportedFigures | Capabilities.ReportsAccount | Capabilities.Regions;
    private const Capabilities TencentV3 = Capabilities.Usage | Capabilities.BillingUsage | Capabilities.Regions;

    [Theory]
    [InlineData(Jd, "None", "Computed")]
    [InlineData(Jd, "Reported", "Reported")]
    [InlineData(Jd, "Reported, Computed", "Reported, Computed")]
    [InlineData(TencentV2, "None", "Reported")]
    [InlineData(TencentV2, "Computed", "None")]
    [InlineData(TencentV3, "None", "Computed")]
    [InlineData(TencentV3, "Reported", "None")]
    [InlineData(TencentV2 | TencentV3, "None", "Reported")]
    [InlineData(TencentV2 | TencentV3, "Computed", "Computed")]
    [InlineData(TencentV2 | TencentV3, "Reported, Computed", "Reported, Computed")]
    internal void Account_gives_one_figure_unless_it_is_asked_for_others(Capabilities capabilities, string asked, string given) =>
        FigureSource.Of(capabilities, Enum.Parse<FigureSources>(asked), region: null).ShouldBe(Enum.Parse<FigureSources>(given));

    [Theory]
    [InlineData(Jd, "None", "Computed")]
    [InlineData(TencentV2, "None", "Reported")]
    [InlineData(TencentV3, "None", "Computed")]
    [InlineData(TencentV2 | TencentV3, "None", "Computed")]
    [InlineData(TencentV2 | TencentV3, "Reported", "Reported")]
    internal void Month_that_still_runs_is_computed_where_it_can_be(Capabilities capabilities, string asked, string given) =>
        FigureSource.Of(capabilities, Enum.Parse<FigureSources>(asked), region: null, isSettled: false).ShouldBe(Enum.Parse<FigureSources>(given));

    [Theory]
    [InlineData(Jd, "None")]
    [InlineData(TencentV2, "Reported")]
    [InlineData(TencentV3, "Computed")]
    [InlineData(TencentV2 | TencentV3, "Reported")]
    internal void Region_is_answered_by_who_knows_regions(Capabilities capabilities, string given) =>
        FigureSource.Of(capabilities, FigureSources.None, Region.Overseas).ShouldBe(Enum.Parse<FigureSources>(given));
}
