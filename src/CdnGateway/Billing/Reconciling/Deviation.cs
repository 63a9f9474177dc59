namespace CdnGateway.Billing.Reconciling;

/// <summary>One thing that a provider can have done differently.</summary>
/// <param name="Kind">What it is called.</param>
/// <param name="Rank">How likely it is beforehand: 0 for the likeliest.</param>
/// <param name="Of">The method that has it.</param>
/// <param name="NeedsTime">It is believed only when there is a printed time, and that does not contradict.</param>
internal sealed record Deviation(CauseKind Kind, int Rank, Func<BillingMethod, BillingMethod> Of, bool NeedsTime = false);
