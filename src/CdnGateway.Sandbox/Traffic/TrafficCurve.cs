namespace CdnGateway.Sandbox.Traffic;

/// <summary>
/// Average bandwidth in bit/s of a domain over the five minutes that begin at <paramref name="beijingStart"/> (Beijing time, no zone).
/// The volume of the interval follows from it: 300 / 8 bytes for every bit/s. Called for every point of every
/// answer, from several threads: it has to be quick and to give the same figure every time.
/// </summary>
public delegate long TrafficCurve(string domain, DateTime beijingStart);
