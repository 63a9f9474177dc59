using System.Text.Json;
using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Reading;

namespace CdnGateway.Features.Reconciliation;

/// <summary>How long a reconciliation is good: until one of its figures or points is due again.</summary>
internal static class ReconciliationValidity
{
    public static Validity Of(ReconciliationReading reading, IReadOnlyList<UsagePlan> plans) => new(
        Fingerprint.Empty.With(JsonSerializer.SerializeToUtf8Bytes(reading.Response, ContractJson.Web.ReconciliationResponse)),
        reading.FreshUntil,
        IsWhole: reading.Response.Failures.Count == 0,
        IsKept: reading.FreshUntil == RefreshRule.Never)
    {
        Curves = Stamped.All(plans.Select(p => p.Curves)),
    };
}
