using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.Reading;

/// <summary>Room for one curve's points, for whoever reads one curve after the other: what is loaded into it is good until the next one is.</summary>
/// <remarks>It belongs to one reader. A reading is shared by all who wait for the same answer, and each of them writes it for himself.</remarks>
internal sealed class CurveBuffer
{
    private KeptSeries? _series;

    public KeptSeries Of(UsageWindow window) => _series is { } series && series.Window == window ? series : _series = new KeptSeries(window);
}
