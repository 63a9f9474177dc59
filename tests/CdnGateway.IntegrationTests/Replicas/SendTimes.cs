namespace CdnGateway.IntegrationTests.Replicas;

/// <summary>When the calls of all replicas left, on the one clock that they have in a test.</summary>
internal static class SendTimes
{
    public static void ShouldNeverExceed(this IEnumerable<long> sends, int limit, TimeSpan window)
    {
        var ordered = sends.Order().ToList();
        for (var i = limit; i < ordered.Count; i++)
        {
            TimeProvider.System.GetElapsedTime(ordered[i - limit], ordered[i]).ShouldBeGreaterThanOrEqualTo(window, $"send {i} of {ordered.Count}");
        }
    }

    /// <summary>Which part of what was allowed the whole rounds of sends took.</summary>
    public static double PartUsed(this IEnumerable<long> sends, int limit, TimeSpan window)
    {
        var ordered = sends.Order().ToList();
        var rounds = (ordered.Count - 1) / limit;
        return rounds * window / TimeProvider.System.GetElapsedTime(ordered[0], ordered[rounds * limit]);
    }
}
