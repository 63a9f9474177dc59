using CdnGateway.Billing;
using CdnGateway.Billing.Reconciling;

namespace CdnGateway.UnitTests.Billing.Reconciling;

/// <summary>Questions to the reconciler, written short.</summary>
internal static class Questions
{
    public const string Domain = "d0.example.com";

    public static ReconciliationCase Case(Truth truth, ReportedFigure reported, BillingTerms terms, Func<int, bool>? isHole = null) =>
        new(terms, truth.Period, reported, MonthPoints.Of(truth.Points(Domain, isHole: isHole))) { ResolutionBps = truth.StepBps, Biller = "JD Cloud" };

    public static Reconciliation Answer(ReconciliationCase question)
    {
        var answer = Reconciler.OfAsync(question, TestContext.Current.CancellationToken);
        answer.IsCompletedSuccessfully.ShouldBeTrue();
        return answer.GetAwaiter().GetResult();
    }

    public static string Names(Reconciliation answer) =>
        answer.Verdict == Verdict.Explained ? string.Join("+", answer.Causes.Select(cause => cause.Name).Order(StringComparer.Ordinal)) : answer.Verdict.ToString();

    /// <summary>Reported less computed, in bit/s; null without a computed figure.</summary>
    public static long? DifferenceBps(this Reconciliation answer) => answer.Reported.BandwidthBps - answer.Computed?.BandwidthBps;

    /// <summary>By how much causes may miss the difference: a figure's own rounding and the rounding of what it is made of.</summary>
    public static void ShouldExplainEverything(this Reconciliation answer, decimal step) =>
        ((decimal)Math.Abs(answer.Causes.Sum(cause => cause.ExplainedBps) - answer.DifferenceBps()!.Value)).ShouldBeLessThanOrEqualTo((step * 1.2m) + 1);
}
