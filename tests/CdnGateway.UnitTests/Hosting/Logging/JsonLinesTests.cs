using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using CdnGateway.Hosting.Logging;
using CdnGateway.UnitTests.Clock;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace CdnGateway.UnitTests.Hosting.Logging;

public sealed class JsonLinesTests
{
    private readonly FakeClock _clock = new();
    private readonly MemoryStream _output = new();

    /// <summary>Serilog's own formatter says the same; it rounds no numbers and repeats those that a template formats.</summary>
    [Fact]
    public void Line_says_what_Serilogs_formatter_says()
    {
        var theirs = new StringWriter();
        using (var logger = Logger(new Both(new JsonFormatter(), theirs)))
        {
            using var request = new Activity("request").Start();
            logger.ForContext("Scope", new[] { "a", "b" }).Information(
                "{Method} {Path} answered {Status} {Big} {Ok} {Nothing} {@Point} {Pairs} {Name}",
                "GET", "/api/\"v1\"\n", 200, 62615912670L, true, null, new { X = 1.5, Y = "京东" }, new Dictionary<string, int>(StringComparer.Ordinal) { ["k"] = 7 }, "é😀");
            request.Stop();
            logger.Error(new InvalidOperationException("broke"), "Failed");
        }

        var expected = theirs.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        var written = Lines().Select(line => JsonNode.Parse(line)!).ToList();
        written.Count.ShouldBe(2);
        written.Select(w => w["TraceId"] is not null).ShouldBe([true, false]);
        for (var i = 0; i < written.Count; i++)
        {
            DateTimeOffset.Parse((string)written[i]["Timestamp"]!, System.Globalization.CultureInfo.InvariantCulture)
                .ShouldBe(DateTimeOffset.Parse((string)expected[i]["Timestamp"]!, System.Globalization.CultureInfo.InvariantCulture));
            foreach (var member in new[] { "Level", "MessageTemplate", "TraceId", "SpanId", "Exception", "Properties" })
            {
                JsonNode.DeepEquals(written[i][member], Plain(expected[i][member], member)).ShouldBeTrue($"{member}: {written[i]} and {expected[i]}");
            }
        }
    }

    [Fact]
    public void Lines_of_a_moment_are_written_together()
    {
        using var logger = Logger();

        logger.Information("one");
        logger.Information("two");
        _output.Length.ShouldBe(0);
        _clock.Advance(TimeSpan.FromMilliseconds(50));

        Lines().Length.ShouldBe(2);
        logger.Information("three");
        _clock.Advance(TimeSpan.FromMilliseconds(50));
        Lines().Length.ShouldBe(3);
    }

    [Fact]
    public void Warning_is_written_at_once_with_what_came_before_it()
    {
        using var logger = Logger();

        logger.Information("one");
        logger.Warning("two");

        Lines().Length.ShouldBe(2);
    }

    [Fact]
    public void Many_lines_do_not_wait()
    {
        using var logger = Logger();

        for (var i = 0; i < 500; i++)
        {
            logger.Information("a line of some hundred bytes, as those of requests are: {Number}", i);
        }

        _output.Length.ShouldBeGreaterThan(32 * 1024);
    }

    [Fact]
    public void End_writes_what_is_left()
    {
        using (var logger = Logger())
        {
            logger.Information("one");
        }

        Lines().Length.ShouldBe(1);
    }

    [Fact]
    public void Line_after_the_end_is_written_at_once()
    {
        var logger = Logger();
        logger.Dispose();

        logger.Information("one");

        Lines().Length.ShouldBe(1);
    }

    [Fact]
    public void Output_that_is_closed_stops_nobody()
    {
        using var lines = new JsonLines(new ClosedPipe(), _clock);
        using var logger = new LoggerConfiguration().WriteTo.Sink(lines).CreateLogger();

        Should.NotThrow(() => logger.Error("nobody reads this"));
    }

    private Logger Logger(ILogEventSink? other = null)
    {
        var configuration = new LoggerConfiguration().WriteTo.Sink(new JsonLines(_output, _clock));
        return (other is null ? configuration : configuration.WriteTo.Sink(other)).CreateLogger();
    }

    private string[] Lines() => Encoding.UTF8.GetString(_output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static JsonNode? Plain(JsonNode? node, string member)
    {
        node ??= member == "Properties" ? new JsonObject() : null; // left out when there are none
        (node as JsonObject)?.Remove("Renderings");
        foreach (var child in (node as JsonObject)?.Select(c => c.Value).OfType<JsonObject>().ToList() ?? [])
        {
            child.Remove("_typeTag");
        }

        return node;
    }

    private sealed class Both(JsonFormatter formatter, TextWriter writer) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => formatter.Format(logEvent, writer);
    }

    private sealed class ClosedPipe : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");
    }
}
