namespace CdnGateway.UnitTests.Clock;

/// <summary>Waits for work that is on its way through the thread pool, and that no clock of a test can tell of.</summary>
internal static class Turns
{
    private static readonly TimeSpan MostOfOne = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// Until something is so, or so much time has passed in which the pool was there for that work: of a turn that took long, because the machine
    /// or the pool was held up, little counts.
    /// </summary>
    public static async Task UntilAsync(Func<bool> condition, TimeSpan patience)
    {
        var waited = TimeSpan.Zero;
        while (!condition() && waited < patience)
        {
            var began = TimeProvider.System.GetTimestamp();
            await Task.Yield();
            var turn = TimeProvider.System.GetElapsedTime(began);
            waited += turn < MostOfOne ? turn : MostOfOne;
        }
    }
}
