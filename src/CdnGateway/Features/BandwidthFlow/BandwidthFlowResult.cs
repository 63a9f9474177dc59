namespace CdnGateway.Features.BandwidthFlow;

/// <summary>A reading as the contract's JSON, written while it is sent.</summary>
internal sealed class BandwidthFlowResult(BandwidthFlowReading reading, BandwidthFlowQuery query) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        var cancellationToken = httpContext.RequestAborted;
        using var writer = new BandwidthFlowWriter(httpContext.Response.BodyWriter, query);
        writer.Begin(reading.Complete && !query.ReachesIntoFuture);
        foreach (var curve in reading.Curves)
        {
            await writer.WriteSeriesAsync(
                curve.Account.Name, curve.Account.Provider, curve.Domain, curve.Series, BandwidthFlowMapping.FreshnessOf(curve), cancellationToken);
        }

        await writer.EndAsync(reading.Total, reading.Failures, cancellationToken);
    }
}
