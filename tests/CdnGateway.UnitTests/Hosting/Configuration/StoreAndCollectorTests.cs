using CdnGateway.Hosting.Configuration;
using CdnGateway.Providers;
using CdnGateway.Store;

namespace CdnGateway.UnitTests.Hosting.Configuration;

/// <summary>Where points are kept, how long they may change, and who keeps them up to date.</summary>
public sealed class StoreAndCollectorTests
{
    private const string Key = "CdnGateway:Store:ConnectionString";
    private const string Sandbox = "Sandbox:Enabled=true | AllowAnonymous=true";

    [Theory]
    [InlineData("Data Source=/data/a.db", true)]
    [InlineData("data source=a.db;Cache=Shared", true)]
    [InlineData("Filename=a.db", true)]
    [InlineData("Host=db;Username=u;Password=p;Database=d", false)]
    [InlineData("Server=db;User Id=u;Database=d", false)]
    public void Store_is_told_by_its_connection_string(string text, bool isFile) =>
        Configured.Read(Configured.Good, $"Store:ConnectionString={text}").Store
            .ShouldBe(new StoreOptions(text, !isFile));

    [Theory]
    [InlineData("canary.db")]
    [InlineData("Password=canary")]
    [InlineData("Host=;Password=canary")]
    [InlineData("Host=db;Password=canary;Colour=blue")]
    [InlineData("Host=db;Port=canary")]
    [InlineData("Data Source=a.db;Passphrase=canary")]
    [InlineData("Data Source=:memory:;Password=canary")]
    [InlineData("Data Source=;Password=canary")]
    [InlineData("Data Source=file:canary?mode=memory")]
    [InlineData("Data Source=canary;Mode=Memory")]
    [InlineData("Host='canary")]
    [InlineData(" Host=canary")]
    public void Store_that_cannot_be_used_is_a_mistake_and_not_shown(string text)
    {
        var refusal = Configured.Refuse(Configured.Good, $"Store:ConnectionString={text}");

        refusal.Mistakes.ShouldHaveSingleItem().Key.ShouldBe(Key);
        refusal.Message.ShouldNotContain("canary");
        refusal.Message.ShouldNotContain("it is '");
    }

    [Fact]
    public void Store_does_not_print_what_may_hold_a_password() =>
        Configured.Read(Configured.Good, "Store:ConnectionString=Host=db;Database=d;Password=canary").ToString().ShouldNotContain("canary");

    [Fact]
    public void Relative_file_begins_at_the_content_root()
    {
        StoreOptions.TryRead("Data Source=data/a.db;Pooling=False", out var relative, out _).ShouldBeTrue();
        StoreOptions.TryRead("Data Source=/data/a.db", out var absolute, out _).ShouldBeTrue();
        StoreOptions.TryRead("Host=db;Database=d", out var server, out _).ShouldBeTrue();

        relative.Under("/srv/gateway").ConnectionString.ShouldBe("Data Source=/srv/gateway/data/a.db;Pooling=False");
        absolute.Under("/srv/gateway").ShouldBe(absolute);
        server.Under("/srv/gateway").ShouldBe(server);
    }

    [Fact]
    public void Made_up_traffic_is_kept_in_a_temporary_directory_that_goes_unless_a_store_is_named()
    {
        var store = Configured.Read(Sandbox).Store;
        var directory = Directory.CreateDirectory(store.TemporaryDirectory.ShouldNotBeNull());
        File.WriteAllText(Path.Combine(directory.FullName, "cdngateway.db-wal"), "");

        store.ConnectionString.ShouldContain(directory.FullName);
        store.Under("/srv").ShouldBe(store);
        new TemporaryStore(store).Dispose();
        Directory.Exists(directory.FullName).ShouldBeFalse();
        Configured.Read(Sandbox, "Store:ConnectionString=Data Source=/data/a.db").Store.TemporaryDirectory.ShouldBeNull();
    }

    [Theory]
    [InlineData("0s", 0)]
    [InlineData("28h", 28)]
    [InlineData("2d", 48)]
    [InlineData("1.00:00:00", 24)]
    [InlineData("40d", 960)]
    public void Settling_of_each_spelling_is_read(string text, int hours) =>
        Configured.Read(Configured.Good, $"Accounts:jd:SettleAfter={text}").Accounts[0].Account.SettleAfter.ShouldBe(TimeSpan.FromHours(hours));

    [Fact]
    public void Holder_is_a_hash_that_changes_with_whose_points_they_are_and_how_they_are_read()
    {
        var holder = HolderWith("");

        holder.Length.ShouldBe(64);
        holder.ShouldAllBe(c => char.IsAsciiHexDigitLower(c));
        HolderWith("Accounts:jd:SecretKey=other | Accounts:jd:CallsPerMinute=7").ShouldBe(holder);
        string[] others = ["Accounts:jd:Username=other", "Accounts:jd:MegaUnit=1000000", "Accounts:jd:PointLabel=IntervalStart"];
        others.ShouldAllBe(other => HolderWith(other) != holder);
    }

    [Theory]
    [InlineData("25%", 0.25)]
    [InlineData("12.5 %", 0.125)]
    [InlineData("0.5", 0.5)]
    [InlineData("1", 1)]
    [InlineData("100%", 1)]
    public void Share_of_each_spelling_is_read(string text, double share) =>
        Configured.Read(Configured.Good, $"Collector:QuotaShare={text}").Collector.QuotaShare.ShouldBe(share);

    [Theory]
    [InlineData("", false, true)]
    [InlineData("", true, false)]
    [InlineData("Collector:Enabled=true", true, true)]
    [InlineData("Collector:Enabled=false", false, false)]
    public void Collector_runs_outside_development_unless_it_is_said(string text, bool isDevelopment, bool enabled) =>
        GatewaySettings.Read(Configured.Of(Configured.Good, text), isDevelopment, ProviderKinds.All).Collector.Enabled.ShouldBe(enabled);

    private static string HolderWith(string text) => Configured.Read(Configured.Good, text).Accounts[0].Account.Holder;
}
