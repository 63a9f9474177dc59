namespace CdnGateway.Billing.Forecasting;

/// <summary>How likely each day takes part in the bill: 1 or 0 once that is settled, else as often as days did.</summary>
internal sealed class ValidShare
{
    private readonly double[] _shares;

    public ValidShare(KnownTraffic traffic)
    {
        _shares = new double[traffic.Days];
        _shares.AsSpan().Fill(1);
        if (traffic.Terms.Rule.Days == DaysCounted.Calendar)
        {
            return;
        }

        var (valid, settled) = (0, 0);
        for (var day = 0; day < traffic.Days; day++)
        {
            var isValid = Exceeds(traffic.Day(day), traffic.Terms.ValidDayThresholdBps);
            var isSettled = isValid || !traffic.Day(day).Contains(KnownTraffic.Absent);
            _shares[day] = isValid ? 1 : isSettled ? 0 : double.NaN;
            (valid, settled) = (valid + (isValid ? 1 : 0), settled + (isSettled ? 1 : 0));
        }

        var usual = settled == 0 ? 1 : (double)valid / settled;
        foreach (ref var share in _shares.AsSpan())
        {
            share = double.IsNaN(share) ? usual : share;
        }
    }

    public double Of(int day) => _shares[day];

    private static bool Exceeds(ReadOnlySpan<long> values, long threshold)
    {
        foreach (var value in values)
        {
            if (value > threshold)
            {
                return true;
            }
        }

        return false;
    }
}
