using System.Globalization;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Providers;
using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.IntegrationTests.Store;

/// <remarks>
/// A schema that has been released is never changed, only followed by another. <c>Released/</c> has, of every version, the schema and a
/// database with something in it. Of a new version they are written by
/// <c>dotnet run --project tests/CdnGateway.IntegrationTests -- -explicit only -method "*Schema_is_written_down*"</c>, and committed.
/// </remarks>
public abstract partial class UsageStoreSuite
{
    private static readonly UsageWindow ReleasedWindow = Curves.Window(100, 3 * Day);
    private static BillingQuery ReleasedQuestion => Everything with { Region = Region.Mainland, Domains = ["www.test.com", "img.test.com"] };

    private static (UsageSeries Answer, DateTimeOffset AskedAt)[] ReleasedAnswers =>
    [
        (Curves.Answer(ReleasedWindow, 1, i => i % 11 == 0), Asked),
        (Curves.Answer(Curves.Window(300, 50), 2), Asked.AddDays(-1)),
        (Curves.Answer(Curves.Window(500, 50), 3), Asked.AddDays(1)),
    ];

    private static string ReleasedFolder => Path.Combine(Repository.Root, "tests", "CdnGateway.IntegrationTests", "Store", "Released");

    /// <summary><c>Sqlite</c> or <c>Postgres</c>.</summary>
    private protected abstract string Kind { get; }

    /// <summary>The ending of a database in <c>Released/</c>.</summary>
    private protected abstract string Ending { get; }

    /// <summary>The schema of the test's database as text that can be compared.</summary>
    private protected abstract Task<string> DescribeSchemaAsync();

    /// <summary>Puts the test's database into a file.</summary>
    private protected abstract Task ExportAsync(string file);

    /// <summary>Puts a file's database in the place of the test's.</summary>
    private protected abstract Task ImportAsync(string file);

    [Fact(Explicit = true)]
    public async Task Schema_is_written_down()
    {
        foreach (var (answer, at) in ReleasedAnswers)
        {
            await _store.KeepAsync("jd", Curves.Domain, answer, at, Cancellation);
        }

        await _store.KeepFiguresAsync("jd", ReleasedQuestion, Figures(62615912670), Asked, Cancellation);
        await _store.DisposeAsync();
        await ExportAsync(Released(Migration.Of(Kind).Count, Ending));
        await File.WriteAllTextAsync(Released(Migration.Of(Kind).Count, "schema.txt"), await DescribeSchemaAsync(), Cancellation);
    }

    [Fact]
    public async Task Schema_has_a_new_version_when_it_changes()
    {
        var file = Released(Migration.Of(Kind).Count, "schema.txt");

        File.Exists(file).ShouldBeTrue($"The schema has a new version; write it down (see {nameof(UsageStoreSuite)}.Released.cs).");
        (await DescribeSchemaAsync()).ShouldBe(await File.ReadAllTextAsync(file, Cancellation), "A changed schema needs a migration of its own.");
    }

    [Fact]
    public async Task Database_of_every_released_schema_is_brought_up_to_date_and_read()
    {
        var fresh = await DescribeSchemaAsync();
        var versions = Directory.GetFiles(ReleasedFolder, $"{Kind.ToLowerInvariant()}-*.{Ending}");
        versions.Length.ShouldBe(Migration.Of(Kind).Count);
        foreach (var released in versions)
        {
            await ImportAsync(released);
            await using var store = await OpenAsync(Curves.Jd);

            var kept = await ReadAsync(store, ReleasedWindow);
            Curves.Shown(kept).ShouldBe(Curves.Shown(Taken(ReleasedWindow, ReleasedAnswers)));
            kept.Version.ShouldBe(ReleasedAnswers.Length);
            (await store.ReadFiguresAsync("jd", ReleasedQuestion, Cancellation))!.Figures.Domains.ShouldBe(Figures(62615912670).Domains);
            await store.KeepAsync("jd", Curves.Domain, Curves.Answer(ReleasedWindow, 9), Asked.AddDays(9), Cancellation);
            (await DescribeSchemaAsync()).ShouldBe(fresh);
        }
    }

    private string Released(int version, string ending) =>
        Path.Combine(ReleasedFolder, $"{Kind.ToLowerInvariant()}-{version.ToString(CultureInfo.InvariantCulture)}.{ending}");
}
