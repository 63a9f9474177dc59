namespace CdnGateway.Providers;

/// <summary>What the points of a curve are good for.</summary>
internal enum Grade
{
    /// <summary>What the provider shows its operators: soon there, and what dashboards draw.</summary>
    Operational,

    /// <summary>What the provider bills by, where that is another series; hours late.</summary>
    Billing,
}

/// <summary>Which of each domain's curves a question is about.</summary>
/// <param name="Grade">Operational for a provider that has one series for both.</param>
/// <param name="Region">Null: the provider's default.</param>
/// <param name="IsForBill">Whether a bill is to be made of them, for which points that were coarsened are no good.</param>
internal readonly record struct CurveSort(Grade Grade, Region? Region = null, bool IsForBill = false)
{
    /// <summary>What an account's bill is made of.</summary>
    public static CurveSort OfBill(Capabilities capabilities, Region? region) =>
        new(capabilities.HasFlag(Capabilities.BillingUsage) ? Grade.Billing : Grade.Operational, region, IsForBill: true);

    public Curve Of(string domain) => new(domain, Grade, Region);
}

/// <summary>One series of 5-minute points of an account.</summary>
/// <param name="Domain">The host name.</param>
/// <param name="Grade">Operational for a provider that has one series for both.</param>
/// <param name="Region">Null: the provider's default.</param>
internal readonly record struct Curve(string Domain, Grade Grade = Grade.Operational, Region? Region = null)
{
    /// <summary>The name that the curve is kept under: the domain alone, or with a word in front; no host name has a blank.</summary>
    public string Subject => (Grade, Region) switch
    {
        (Grade.Operational, null) => Domain,
        (Grade.Operational, Providers.Region.Mainland) => $"mainland {Domain}",
        (Grade.Operational, _) => $"overseas {Domain}",
        (_, null) => $"billing {Domain}",
        (_, Providers.Region.Mainland) => $"billing-mainland {Domain}",
        _ => $"billing-overseas {Domain}",
    };

    /// <summary>A domain's curve as most providers have only one.</summary>
    public static implicit operator Curve(string domain) => new(domain);
}
