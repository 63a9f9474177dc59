using System.Text.Json;
using System.Text.Json.Serialization;
using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Store;

/// <summary>Reported figures as the databases have them: JSON with a version, of shapes that no other change touches.</summary>
internal sealed partial class FiguresText
{
    private const int Version = 1;

    public static string Of(ReportedFigures figures) => JsonSerializer.Serialize(
        new Shape(Version, figures.ProviderAccountId, figures.Domains.ToDictionary(pair => pair.Key, pair => Figure.Of(pair.Value), StringComparer.Ordinal), Figure.Of(figures.All)),
        ShapeJson.Default.Shape);

    /// <exception cref="InvalidDataException">The text is not such figures.</exception>
    public static ReportedFigures Read(string text)
    {
        try
        {
            var shape = JsonSerializer.Deserialize(text, ShapeJson.Default.Shape);
            return shape is { V: Version }
                ? new ReportedFigures(
                    shape.AccountId,
                    shape.Domains.ToDictionary(pair => pair.Key, pair => pair.Value.Read(), StringComparer.Ordinal),
                    shape.All?.Read())
                : throw new InvalidDataException("The reported figures are kept in a form that this version does not know.");
        }
        catch (JsonException notFigures)
        {
            throw new InvalidDataException("What is kept of reported figures is damaged.", notFigures);
        }
    }

    private sealed record Shape(int V, string? AccountId, Dictionary<string, Figure> Domains, Figure? All);

    private sealed record Figure(Point? Standard, Point? OffPeak)
    {
        [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(figure))]
        public static Figure? Of(ReportedFigure? figure) => figure is null ? null : new Figure(Point.Of(figure.Standard), Point.Of(figure.OffPeak));

        public ReportedFigure Read() => new(Standard?.Read(), OffPeak?.Read());
    }

    private sealed record Point(long Bps, DateTimeOffset? Time)
    {
        public static Point? Of(BillingPoint? point) => point is { } given ? new Point(given.BandwidthBps, given.Time) : null;

        public BillingPoint Read() => new(Bps, Time);
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
    [JsonSerializable(typeof(Shape))]
    private sealed partial class ShapeJson : JsonSerializerContext;
}
