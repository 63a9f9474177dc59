using System.Buffers;
using System.Globalization;
using System.Text;
using CdnGateway.Usage;

namespace CdnGateway.Benchmarks;

/// <summary>Answers of JD Cloud as its documents print them.</summary>
internal static class JdCloudAnswers
{
    public const string Domain = "play.live.com";
    private const double Mega = 1024 * 1024;

    /// <param name="days">How many days of points.</param>
    /// <param name="format">The figures': two decimals in most samples, as many as a double has in some.</param>
    public static byte[] Of(int days, string format)
    {
        var series = Months.Series(Domain, days);
        var json = new StringBuilder("""{"status":0,"msg":"成功","data":[""");
        for (var i = 0; i < series.Window.Count; i++)
        {
            var bandwidth = (series.BandwidthAt(i) / Mega).ToString(format, CultureInfo.InvariantCulture);
            var flow = (series.FlowAt(i) / Mega).ToString(format, CultureInfo.InvariantCulture);
            json.Append(
                CultureInfo.InvariantCulture,
                $$$$"""{{{{(i == 0 ? "" : ",")}}}}{"{{{{series.Window.TimeAt(i) + UsageWindow.Interval:yyyy-MM-dd HH:mm}}}}":{" {{{{Domain}}}} ":{"bandwidth":{{{{bandwidth}}}},"flow":{{{{flow}}}}}}}""");
        }

        return Encoding.UTF8.GetBytes(json.Append("]}").ToString());
    }

    /// <summary>The bytes in the pieces in which a body is read.</summary>
    public static ReadOnlySequence<byte> InPieces(byte[] body, int size)
    {
        Piece? first = null, last = null;
        for (var at = 0; at < body.Length; at += size)
        {
            last = new Piece(body.AsMemory(at, Math.Min(size, body.Length - at)), last);
            first ??= last;
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
