using System.Globalization;

namespace CdnGateway.Sandbox.JdCloud;

/// <summary>A request that passed all checks. The times are labels, Beijing, both included.</summary>
internal sealed record JdCloudQuery(string Domain, DateTime From, DateTime To, JdPointLabel Edge, bool PublishPointNamed)
{
    public const string TimeFormat = "yyyy-MM-dd HH:mm";

    public static bool TryTime(string text, out DateTime time) =>
        DateTime.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    /// <summary>The first label at or after a time.</summary>
    public static DateTime FirstLabel(DateTime from)
    {
        var sinceStep = from.Ticks % JdCloudAnswer.Step.Ticks;
        return sinceStep == 0 ? from : from.AddTicks(JdCloudAnswer.Step.Ticks - sinceStep);
    }

    /// <summary>Without <c>end_time</c> the query reaches up to now.</summary>
    public static bool TryEnd(ReceivedCall call, DateTime now, out DateTime to)
    {
        to = now;
        return call.Text("end_time").Length == 0 || JdCloudQuery.TryTime(call.Text("end_time"), out to);
    }
}
