using System.Diagnostics;
using System.Globalization;
using CdnGateway.Store;
using CdnGateway.Store.Sqlite;
using CdnGateway.StoreWriter;
using Microsoft.Data.Sqlite;

namespace CdnGateway.IntegrationTests.Store;

/// <summary>A process that writes is killed without warning, again and again, on one file.</summary>
public sealed class KilledWriterTests : IDisposable
{
    private const int Lives = 50;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cdngateway-killed-");
    private readonly Dictionary<string, Curve> curves = WriterScript.Domains.ToDictionary(domain => domain, _ => new Curve(), StringComparer.Ordinal);
    private readonly Random random = new(20180602);

    private string File => Path.Combine(folder.FullName, "points.db");

    [Fact]
    public async Task What_was_acknowledged_is_there_and_nothing_is_half_there_however_often_the_writer_is_killed()
    {
        for (var life = 1; life <= Lives; life++)
        {
            var acknowledged = await LiveAndDieAsync();

            (await IntegrityAsync()).ShouldBe("ok", $"life {life}");
            await using var store = new SqliteStore($"Data Source={File}");
            await store.OpenAsync([WriterScript.Account], TestContext.Current.CancellationToken);
            foreach (var (domain, curve) in curves)
            {
                await HoldsAsync(store, domain, curve, acknowledged[domain]);
            }
        }

        curves.Values.ShouldAllBe(curve => curve.Version > Lives);
    }

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Has the process write until it has said some answers to be kept, and kills it a moment later.</summary>
    /// <returns>The version of each curve that the process said was kept.</returns>
    private async Task<IReadOnlyDictionary<string, long>> LiveAndDieAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CdnGateway.StoreWriter.dll"), File])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var writer = Process.Start(start)!;
        var errors = writer.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = new List<string>();
        for (var left = random.Next(1, 60); left > 0; left--)
        {
            said.Add(await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException(await errors));
        }

        // By then it is anywhere in a transaction of its own.
        await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * 40), TimeProvider.System, TestContext.Current.CancellationToken);
        writer.Kill();
        var rest = await writer.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
        said.AddRange(rest.Split('\n')[..^1]);
        return curves.ToDictionary(
            pair => pair.Key,
            pair => said.Where(line => line.StartsWith(pair.Key, StringComparison.Ordinal))
                .Select(line => long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture))
                .Append(pair.Value.Version)
                .Max(),
            StringComparer.Ordinal);
    }

    private static async Task HoldsAsync(SqliteStore store, string domain, Curve curve, long acknowledged)
    {
        var kept = new KeptSeries(WriterScript.Whole);
        await store.ReadAsync(WriterScript.Account.Name, domain, kept, TestContext.Current.CancellationToken);

        kept.Version.ShouldBeInRange(acknowledged, acknowledged + 1);
        curve.AdvanceTo(kept.Version, domain);
        Curves.Shown(kept).SequenceEqual(Curves.Shown(curve.Expected)).ShouldBeTrue($"{domain} is not what {kept.Version} answers make it.");
    }

    private async Task<object?> IntegrityAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What a curve must be after so many answers.</summary>
    private sealed class Curve
    {
        public KeptSeries Expected { get; } = new(WriterScript.Whole);

        public long Version { get; private set; }

        public void AdvanceTo(long version, string domain)
        {
            while (Version < version)
            {
                var (answer, askedAt) = WriterScript.Keep(domain, ++Version);
                Expected.Take(answer, (uint)askedAt.ToUnixTimeSeconds());
            }
        }
    }
}
