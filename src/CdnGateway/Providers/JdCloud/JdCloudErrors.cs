using System.Collections.Frozen;

namespace CdnGateway.Providers.JdCloud;

/// <summary>opencdn's status codes (the table at the end of every page of its API), each as one failure of the closed set.</summary>
internal static class JdCloudErrors
{
    public const string SignatureWrong = "7";

    private static readonly FrozenDictionary<string, (FailureKind Kind, Retry Retry, string Meaning)> Table =
        new Dictionary<string, (FailureKind, Retry, string)>(StringComparer.Ordinal)
        {
            ["-1"] = (FailureKind.Unavailable, Retry.Yes, "the call ran into an exception at JD Cloud"),
            ["1"] = (FailureKind.Rejected, Retry.Once, "JD Cloud says no more than \"failure\""),
            ["2"] = (FailureKind.Rejected, Retry.Never, "a parameter is empty"),
            ["3"] = (FailureKind.AuthFailed, Retry.Never, "the user name is empty"),
            ["4"] = (FailureKind.AuthFailed, Retry.Never, "the signature is empty"),
            [SignatureWrong] = (FailureKind.AuthFailed, Retry.Never, "the signature is wrong: check SecretKey, Username and the clock"),
            ["8"] = (FailureKind.Unavailable, Retry.Yes, "an interface behind JD Cloud's failed"),
            ["12"] = (FailureKind.Rejected, Retry.Never, "the domain is empty"),
            ["13"] = (FailureKind.Rejected, Retry.Never, "the start time is empty"),
            ["14"] = (FailureKind.Rejected, Retry.Never, "the time format is wrong"),
            ["17"] = (FailureKind.Rejected, Retry.Never, "the domain is not a legal one"),
            ["18"] = (FailureKind.Rejected, Retry.Never, "the domain is not this account's"),
            ["19"] = (FailureKind.Rejected, Retry.Never, "the start is after the end"),
            ["20"] = (FailureKind.AuthFailed, Retry.Never, "the user name is unknown: check Username"),
            ["21"] = (FailureKind.Rejected, Retry.Never, "the date is more than a month away from today"),
            ["22"] = (FailureKind.Rejected, Retry.Never, "more domains than the account has"),
            ["42"] = (FailureKind.Rejected, Retry.Never, "only 7 days can be asked for"),
            ["43"] = (FailureKind.Rejected, Retry.Never, "only 1 day can be asked for"),
            ["44"] = (FailureKind.Rejected, Retry.Never, "only 31 days can be asked for"),
            ["45"] = (FailureKind.Rejected, Retry.Never, "only 30 days can be asked for"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="status">The envelope's status, not 0.</param>
    /// <param name="message">The envelope's msg, scrubbed.</param>
    public static ProviderFailure Of(string status, string? message)
    {
        var (kind, retry, meaning) = Table.GetValueOrDefault(status, (FailureKind.Rejected, Retry.Never, "see JD Cloud's table of status codes"));
        return new ProviderFailure(kind, $"JD Cloud answers with status {status}: {meaning}.")
        {
            Retry = retry,
            ProviderCode = status,
            ProviderMessage = message,
        };
    }
}
