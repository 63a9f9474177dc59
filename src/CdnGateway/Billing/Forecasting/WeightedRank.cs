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

    /// <summary>The value that stands below so many of the highest; null when there are no more.</summary>
    public long? Below(int dropped)
    {
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

    /// <summary>How many of so many values a rule drops.</summary>
    public static int Dropped(double count, Rounding rounding)
    {
        var fivePercent = Math.Round(count) * 5;
        return (int)(rounding switch
        {
            Rounding.Floor => Math.Floor(fivePercent / 100),
            Rounding.Ceiling => Math.Ceiling(fivePercent / 100),
            _ => Math.Floor((fivePercent + 50) / 100),
        });
    }
}
