using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.IntegrationTests.Store;

public abstract partial class UsageStoreSuite
{
    private static readonly BillingPeriod November = BillingPeriod.MonthOf(new DateOnly(2017, 11, 1));
    private static readonly BillingQuery Everything = new(November, Region: null, []);

    [Fact]
    public async Task Figures_come_back_as_they_were_reported()
    {
        var figures = Figures(62615912670);

        await _store.KeepFiguresAsync("jd", Everything, figures, Asked.AddMilliseconds(700), Cancellation);

        var kept = await _store.ReadFiguresAsync("jd", Everything, Cancellation);
        kept!.AskedAt.ShouldBe(Asked);
        kept.Figures.ProviderAccountId.ShouldBe("1250000000");
        kept.Figures.All.ShouldBe(figures.All);
        kept.Figures.Domains.ShouldBe(figures.Domains);
    }

    [Fact]
    public async Task Empty_answer_is_an_answer()
    {
        var nothing = new ReportedFigures(ProviderAccountId: null, new Dictionary<string, ReportedFigure>(StringComparer.Ordinal), All: null);

        await _store.KeepFiguresAsync("jd", Everything, nothing, Asked, Cancellation);

        var kept = (await _store.ReadFiguresAsync("jd", Everything, Cancellation))!.Figures;
        (kept.ProviderAccountId, kept.All, kept.Domains.Count).ShouldBe((null, null, 0));
    }

    [Fact]
    public async Task Figures_of_the_later_asking_win_whichever_is_written_first()
    {
        await _store.KeepFiguresAsync("jd", Everything, Figures(2), Asked, Cancellation);
        await _store.KeepFiguresAsync("jd", Everything, Figures(1), Asked.AddHours(-1), Cancellation);
        (await _store.ReadFiguresAsync("jd", Everything, Cancellation))!.Figures.All.ShouldBe(Figures(2).All);

        await _store.KeepFiguresAsync("jd", Everything, Figures(3), Asked.AddHours(1), Cancellation);
        (await _store.ReadFiguresAsync("jd", Everything, Cancellation))!.Figures.All.ShouldBe(Figures(3).All);
    }

    [Fact]
    public async Task Figures_answer_their_own_question_only()
    {
        await _store.KeepFiguresAsync("jd", Everything with { Domains = ["b.example.com", "a.example.com"] }, Figures(1), Asked, Cancellation);

        (await _store.ReadFiguresAsync("jd", Everything with { Domains = ["a.example.com", "b.example.com"] }, Cancellation)).ShouldNotBeNull();
        BillingQuery[] others =
        [
            Everything,
            Everything with { Domains = ["a.example.com"] },
            Everything with { Domains = ["a.example.com", "b.example.com"], Region = Region.Mainland },
            Everything with { Domains = ["a.example.com", "b.example.com"], Region = Region.Overseas },
            Everything with { Domains = ["a.example.com", "b.example.com"], Period = November with { Last = new DateOnly(2017, 11, 29) } },
            Everything with { Domains = ["a.example.com", "b.example.com"], Period = November with { First = new DateOnly(2017, 11, 2) } },
        ];
        foreach (var other in others)
        {
            (await _store.ReadFiguresAsync("jd", other, Cancellation)).ShouldBeNull();
        }

        (await _store.ReadFiguresAsync("jd-2", Everything with { Domains = ["a.example.com", "b.example.com"] }, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Question_about_very_many_domains_is_kept()
    {
        var many = Everything with { Domains = [.. Enumerable.Range(0, 5000).Select(i => $"domain-{i}.with-a-rather-long-name.example.com")] };

        await _store.KeepFiguresAsync("jd", many, Figures(1), Asked, Cancellation);

        (await _store.ReadFiguresAsync("jd", many, Cancellation)).ShouldNotBeNull();
    }

    private static ReportedFigures Figures(long bandwidth) => new(
        "1250000000",
        new Dictionary<string, ReportedFigure>(StringComparer.Ordinal)
        {
            ["www.test.com"] = new(new BillingPoint(bandwidth, new DateTimeOffset(2017, 11, 25, 9, 55, 0, BeijingTime.Offset)), new BillingPoint(45011826406, Time: null)),
            ["img.test.com"] = new(Standard: null, OffPeak: null),
        },
        new ReportedFigure(new BillingPoint(bandwidth, Time: null), OffPeak: null));
}
