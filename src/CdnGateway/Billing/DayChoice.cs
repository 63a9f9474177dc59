namespace CdnGateway.Billing;

/// <summary>Which of the days that may be valid should be so, for as few or as many high values as possible beside those that are dropped.</summary>
internal sealed class DayChoice(BillingRule rule, int fullDay)
{
    private readonly List<int> _full = [];
    private readonly List<(int High, int Counted)> _short = [];
    private int _high;
    private int _counted;

    /// <summary>A day that is valid anyway.</summary>
    public void Take(int high, int counted)
    {
        _high += high;
        _counted += counted;
    }

    /// <summary>A day that is valid if that is wanted.</summary>
    public void Offer(int high, int counted)
    {
        if (counted == fullDay)
        {
            _full.Add(high);
        }
        else
        {
            _short.Add((high, counted));
        }
    }

    /// <summary>True when with some choice all high values are dropped.</summary>
    public bool CanDropAll()
    {
        _full.Sort();
        return Any((high, counted) => high <= rule.DroppedOf(counted));
    }

    /// <summary>True when with some choice a high value is left.</summary>
    public bool CanKeepOne()
    {
        _full.Sort((a, b) => b.CompareTo(a));
        return Any((high, counted) => high > rule.DroppedOf(counted));
    }

    private bool Any(Func<int, int, bool> holds)
    {
        for (var choice = 0; choice < 1 << _short.Count; choice++)
        {
            var (high, counted) = (_high, _counted);
            for (var i = 0; i < _short.Count; i++)
            {
                var taken = choice >> i & 1;
                high += taken * _short[i].High;
                counted += taken * _short[i].Counted;
            }

            if (AnyOfFull(high, counted, holds))
            {
                return true;
            }
        }

        return false;
    }

    private bool AnyOfFull(int high, int counted, Func<int, int, bool> holds)
    {
        if (holds(high, counted))
        {
            return true;
        }

        foreach (var more in _full)
        {
            high += more;
            counted += fullDay;
            if (holds(high, counted))
            {
                return true;
            }
        }

        return false;
    }
}
