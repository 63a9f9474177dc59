namespace CdnGateway.Billing.Forecasting;

/// <summary>Values that count a part of one each, ranked.</summary>
internal sealed class WeightedRank(int capacity)
{
    private readonly List<long> _values = new(capacity);
    private readonly List<double> _weights = new(capacity);

    public double Weight { get; private set; }

    public void Add(long value, double weight)
    {
        if (weight > 0)
        {
            _values.Add(value);
            _weights.Add(weight);
            Weight += weight;
        }
    }

    /// <summary>The value that stands below as many of the highest as a rule drops; the lowest when there are no more, null when there is none.</summary>
    public long? Below(BillingRule rule)
    {
        var dropped = rule.DroppedOf((int)Math.Round(Weight));
        var values = _values.ToArray();
        var weights = _weights.ToArray();
        Array.Sort(values, weights);
        var above = 0.0;
        for (var i = values.Length - 1; i >= 0; i--)
        {
            above += weights[i];
            if (above > dropped + 0.5) // in the middle of the one that is asked for; its weight may be spread over many
            {
                return values[i];
            }
        }

        return values is [var lowest, ..] ? lowest : null;
    }
}
