namespace CdnGateway.Sandbox.Traffic;

/// <summary>How faithfully the points of a day follow the traffic. The bill always follows the traffic itself.</summary>
public enum PointPattern
{
    /// <summary>Every five minutes have a figure of their own.</summary>
    Exact,

    /// <summary>Twelve equal points an hour: its average. Totals stay about right, peaks are gone.</summary>
    ConstantOverHour,

    /// <summary>A straight line from the first five minutes of an hour to those of the next: five-minute spacing, invented points.</summary>
    LinearBetweenHours,

    /// <summary>Only the first five minutes of every hour have a point.</summary>
    OnePointAnHour,
}
