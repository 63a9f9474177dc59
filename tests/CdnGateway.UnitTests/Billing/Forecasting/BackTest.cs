using CdnGateway.Billing;
using CdnGateway.Billing.Forecasting;

namespace CdnGateway.UnitTests.Billing.Forecasting;

/// <summary>How far the estimate was from the final figure, day by day of many replayed months, beside what "the 95 so far" would have said.</summary>
internal static class BackTest
{
    public static readonly int[] Days = [1, 3, 5, 7, 10, 14, 18, 21, 24, 27];

    /// <param name="terms">The contract.</param>
    /// <param name="months">As many seeds, from 1.</param>
    public static IReadOnlyList<DayErrors> Run(BillingTerms terms, int months)
    {
        var estimates = Days.ToDictionary(day => day, _ => new List<double>());
        var soFar = Days.ToDictionary(day => day, _ => new List<double>());
        for (var seed = 1; seed <= months; seed++)
        {
            var month = new TrafficMonth(new Random(seed));
            var final = BilledMonth.Of(BillingCurve.Of(month.Truth), terms).Billed!.Value.BandwidthBps;
            var history = month.History;
            foreach (var day in Days)
            {
                var known = month.KnownAfter(day * 288);
                var forecast = MonthForecast.Of(BillingCurve.Of(known), day * 288, history, terms);
                estimates[day].Add(Error(forecast.EstimateBps ?? 0, final));
                soFar[day].Add(Error(forecast.SoFarBps ?? 0, final));
            }
        }

        return [.. Days.Select(day => new DayErrors(day, Errors.Of(estimates[day]), Errors.Of(soFar[day])))];
    }

    private static double Error(long figure, long final) => 100 * Math.Abs((double)figure - final) / final;
}

/// <summary>Of the forecasts after a day of the month.</summary>
internal sealed record DayErrors(int Day, Errors Estimate, Errors SoFar);

/// <summary>Absolute errors in percent of the final figure.</summary>
internal sealed record Errors(double Mean, double Median, double NinetiethPercentile)
{
    public static Errors Of(List<double> errors)
    {
        errors.Sort();
        return new Errors(errors.Average(), errors[errors.Count / 2], errors[errors.Count * 9 / 10]);
    }
}
