using CdnGateway.Reading;

namespace CdnGateway.Hosting;

/// <summary>
/// When the process is to end, waits for the calls that nobody waits for any more, as long as the host allows: they are counted by the
/// provider, and what they bring need not be asked for again.
/// </summary>
internal sealed class LastLandings(UsageFetcher usage, FiguresReader figures) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(usage.LandedAsync(cancellationToken), figures.LandedAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // They have had their time.
        }
    }
}
