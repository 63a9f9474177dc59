using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.OpenApi;

public sealed class CommittedDocumentTests(DocumentedGateway gateway) : IClassFixture<DocumentedGateway>
{
    private const string UpdateVariable = "UPDATE_OPENAPI";

    [Fact]
    public async Task Document_that_is_served_is_the_committed_one()
    {
        var path = Path.Combine(Repository.Root, "docs", "openapi.v1.json");
        var served = await gateway.ReadDocumentTextAsync() + "\n";
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            await File.WriteAllTextAsync(path, served);
        }

        var committed = File.Exists(path) ? await File.ReadAllTextAsync(path) : "";

        (committed == served).ShouldBeTrue(
            $"docs/openapi.v1.json is not what the gateway serves{FirstDifference(committed, served)}. If the change of the API is meant, renew the file with "
            + $"{UpdateVariable}=1 dotnet test tests/CdnGateway.IntegrationTests, and commit it.");
    }

    private static string FirstDifference(string committed, string served)
    {
        var (old, now) = (committed.Split('\n'), served.Split('\n'));
        var line = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $": line {line + 1} is '{old.ElementAtOrDefault(line)?.Trim()}' there and '{now.ElementAtOrDefault(line)?.Trim()}' here";
    }
}
