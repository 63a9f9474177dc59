using CdnGateway.Contracts;

namespace CdnGateway.Providers;

/// <summary>The public code of each kind of failure.</summary>
internal static class FailureNames
{
    public static string CodeOf(ProviderFailure? failure) => failure is null ? "ok" : CodeOf(failure.Kind);

    public static string CodeOf(FailureKind kind) => kind switch
    {
        FailureKind.NotSupported => ErrorCodes.NotSupported,
        FailureKind.MonthNotSettled => ErrorCodes.MonthNotSettled,
        FailureKind.AuthFailed => ErrorCodes.UpstreamAuthFailed,
        FailureKind.Rejected => ErrorCodes.UpstreamRejected,
        FailureKind.InvalidResponse => ErrorCodes.UpstreamInvalidResponse,
        FailureKind.QuotaExhausted => ErrorCodes.UpstreamQuotaExhausted,
        FailureKind.Unavailable => ErrorCodes.UpstreamUnavailable,
        FailureKind.Timeout => ErrorCodes.UpstreamTimeout,
        FailureKind.Internal => ErrorCodes.Internal,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };
}
