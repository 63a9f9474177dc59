namespace CdnGateway.UnitTests.Boundaries;

/// <summary>Who may know whom. A part is a namespace with all below it, unless something below it is a part of its own.</summary>
internal static class AllowedReferences
{
    private const string Seam = "Providers";
    private const string Vendor = "Providers.*";

    private static readonly Dictionary<string, string[]> ByPart = new(StringComparer.Ordinal)
    {
        ["Contracts"] = [],
        ["Usage"] = [],
        ["Billing"] = ["Usage"],
        ["Diagnostics"] = [],
        ["Settings"] = ["Usage"],
        ["Problems"] = ["Contracts", "Diagnostics"],
        ["Security"] = ["Contracts", "Problems", "Upstream.Quota"],
        [Seam] = ["Billing", "Contracts", "Usage", "Settings"],
        [Vendor] = [Seam, "Billing", "Usage", "Upstream", "Settings"],
        ["Upstream"] = [Seam, "Diagnostics", "Upstream.Quota"],
        ["Upstream.Quota"] = [],
        ["Store"] = [Seam, "Billing", "Usage", "Diagnostics"],
        ["Collecting"] = [Seam, "Usage", "Diagnostics"],
        ["Reading"] = [Seam, "Usage", "Store", "Diagnostics"],
        ["Replicas"] = ["Store", "Upstream.Quota", "Usage", "Diagnostics"],
        ["Features"] = [Seam, "Billing", "Usage", "Contracts", "Problems", "Reading"],
        ["Hosting"] = ["*"],
        [""] = ["Hosting"],
    };

    /// <summary>Single types that may know more than their part, each for one reason.</summary>
    private static readonly Dictionary<string, Func<string, bool>> Exceptions = new(StringComparer.Ordinal)
    {
        // The registration lines.
        ["CdnGateway.Providers.ProviderKinds"] = to => PartOf(to) == Vendor,
        // Tells how an account's quota and circuit are doing.
        ["CdnGateway.Features.Accounts.AccountsEndpoint"] = to => PartOf(to) == "Upstream",
        // Readiness is the store's.
        ["CdnGateway.Features.Health.StoreReadiness"] = to => PartOf(to) == "Store",
    };

    public static string? Complaint(string from, string to)
    {
        var (part, other) = (PartOf(from), PartOf(to));
        var isAllowed = part == other
            ? part != Vendor || VendorOf(from) == VendorOf(to)
            : ByPart.TryGetValue(part, out var known) && (known is ["*"] || known.Contains(other, StringComparer.Ordinal))
                && (other != "Sandbox" || part == "Hosting");
        return isAllowed || IsClient(part, to) || (Exceptions.TryGetValue(from, out var exception) && exception(to))
            ? null
            : $"{from} must not know {to}";
    }

    /// <remarks>Who asks is of Security, and every feature has to know it.</remarks>
    private static bool IsClient(string part, string to) => part == "Features" && to == "CdnGateway.Security.Client";

    private static string PartOf(string type)
    {
        var names = type.Split('.')[1..^1];
        return names switch
        {
            [] => "",
            ["Providers", _, ..] => Vendor,
            ["Upstream", "Quota", ..] => "Upstream.Quota",
            [var first, ..] => first,
        };
    }

    private static string VendorOf(string type) => type.Split('.')[2];
}
