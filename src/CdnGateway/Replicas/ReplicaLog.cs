using CdnGateway.Diagnostics;

namespace CdnGateway.Replicas;

/// <summary>What happens between replicas.</summary>
internal static partial class ReplicaLog
{
    [LoggerMessage(
        EventIds.ReplicaAlone,
        LogLevel.Error,
        "The database that the replicas share has not answered for {Seconds:0} s: no provider is called for a window, then each account with a {Replicas}th of its quota. {Reason}")]
    public static partial void ReplicaAlone(this ILogger logger, double seconds, int replicas, string reason);

    [LoggerMessage(EventIds.ReplicaTogether, LogLevel.Information, "The database answers again: quotas are shared by {Replicas} replicas as before")]
    public static partial void ReplicaTogether(this ILogger logger, int replicas);

    [LoggerMessage(EventIds.ClaimsFailed, LogLevel.Warning, "Replicas cannot tell each other what they fetch, and may fetch the same twice. {Reason}")]
    public static partial void ClaimsFailed(this ILogger logger, string reason);

    [LoggerMessage(EventIds.ReplicaBroke, LogLevel.Error, "A fault of ours in sharing quotas among replicas; it is tried again")]
    public static partial void ReplicaBroke(this ILogger logger, Exception exception);
}
