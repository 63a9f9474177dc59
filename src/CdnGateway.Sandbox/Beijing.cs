namespace CdnGateway.Sandbox;

/// <summary>Both providers print naive times without naming a zone; the stand-ins take them for Beijing's.</summary>
internal static class Beijing
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateTime Now(TimeProvider time) => time.GetUtcNow().ToOffset(Offset).DateTime;
}
