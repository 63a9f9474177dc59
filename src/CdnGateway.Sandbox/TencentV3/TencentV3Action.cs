namespace CdnGateway.Sandbox.TencentV3;

internal enum FieldKind
{
    Text,
    Whole,
    Flag,
    Texts,
}

/// <summary>One action: its fields as the documents list them, and under which name its points are answered.</summary>
internal sealed record TencentV3Action(
    string Name, string PointsName, IReadOnlyList<string> Required, IReadOnlyDictionary<string, FieldKind> Fields)
{
    public const string Version = "2018-06-06";

    public static readonly TencentV3Action CdnData = new(
        "DescribeCdnData",
        "CdnData",
        ["StartTime", "EndTime", "Metric"],
        FieldsOf(
            texts: ["StartTime", "EndTime", "Metric", "Interval", "IpProtocol", "Protocol", "DataSource", "Area", "AreaType", "Product", "TimeZone"],
            wholes: ["Project", "Isp", "District"],
            ("Detail", FieldKind.Flag),
            ("Domains", FieldKind.Texts)));

    public static readonly TencentV3Action BillingData = new(
        "DescribeBillingData",
        "BillingData",
        ["StartTime", "EndTime"],
        FieldsOf(
            texts: ["StartTime", "EndTime", "Interval", "Domain", "Area", "Metric", "Product", "TimeZone"],
            wholes: ["Project", "District"]));

    public static TencentV3Action? Named(string name) =>
        new[] { CdnData, BillingData }.FirstOrDefault(action => action.Name.Equals(name, StringComparison.Ordinal));

    private static Dictionary<string, FieldKind> FieldsOf(
        string[] texts, string[] wholes, params (string Name, FieldKind Kind)[] others) =>
        texts.Select(name => (Name: name, Kind: FieldKind.Text))
            .Concat(wholes.Select(name => (Name: name, Kind: FieldKind.Whole)))
            .Concat(others)
            .ToDictionary(field => field.Name, field => field.Kind, StringComparer.Ordinal);
}
