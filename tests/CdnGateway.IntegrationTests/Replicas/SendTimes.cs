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

    /// <summary>Which part of what was allowed was sent in a good round: those in which the machine stalls tell nothing of the quota.</summary>
    public static double PartUsed(this IEnumerable<long> sends, int limit, TimeSpan window)
    {
        var ordered = sends.Order().ToList();
        var rounds = Enumerable.Range(0, (ordered.Count - 1) / limit)
            .Select(round => TimeProvider.System.GetElapsedTime(ordered[round * limit], ordered[(round + 1) * limit]))
            .Order()
            .ToList();
        return window / rounds[rounds.Count / 4];
    }
}
