using CdnGateway.Store;

namespace CdnGateway.UnitTests.Store;

public sealed class StoreLocationTests
{
    [Theory]
    [InlineData("Data Source=/data/cdngateway.db", false)]
    [InlineData("datasource=points.db;Cache=Private", false)]
    [InlineData("Filename=points.db", false)]
    [InlineData("Host=db;Database=cdn;Username=u;Password=p", true)]
    [InlineData("server=db;port=5433;database=cdn", true)]
    public void Connection_string_says_which_database_it_is(string connectionString, bool isPostgres)
    {
        StoreLocation.TryRead(connectionString, out var location, out _).ShouldBeTrue();
        location!.IsPostgres.ShouldBe(isPostgres);
    }

    [Theory]
    [InlineData("", "must be a connection string such as")]
    [InlineData("points.db", "must be a connection string such as")]
    [InlineData("Data Source=", "must be a connection string such as")]
    [InlineData("Database=cdn;Password=canary", "must be a connection string such as")]
    [InlineData("Host=db;Data Source=x;Password=canary", "not both")]
    [InlineData("Host=db;Password=canary", "must name the Database")]
    [InlineData("Host=db;Database=cdn;Pasword=canary", "PostgreSQL")]
    [InlineData("Host=db;Database=cdn;Port=canary", "PostgreSQL")]
    [InlineData("Data Source=x;Journal=canary", "SQLite")]
    [InlineData("Data Source=x;Mode=canary", "SQLite")]
    [InlineData("Data Source=x;Password=canary", "not encrypted")]
    [InlineData("Data Source=:memory:", "file that can be written")]
    [InlineData("Data Source=x;Mode=Memory", "file that can be written")]
    [InlineData("Data Source=x;Mode=ReadOnly", "file that can be written")]
    [InlineData("Data Source=file:x.db", "not by a URI")]
    public void Mistake_is_said_without_showing_the_string(string connectionString, string says)
    {
        StoreLocation.TryRead(connectionString, out var location, out var mistake).ShouldBeFalse();
        location.ShouldBeNull();
        mistake!.ShouldContain(says);
        mistake!.ShouldNotContain("canary");
    }
}
