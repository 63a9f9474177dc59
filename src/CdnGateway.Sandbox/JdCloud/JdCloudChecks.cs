namespace CdnGateway.Sandbox.JdCloud;

/// <summary>What JD looks at: whether all is there, who asks, and what is asked.</summary>
internal sealed class JdCloudChecks(SandboxOptions options)
{
    private static readonly TimeSpan LongestSpan = TimeSpan.FromDays(30);

    private static readonly TimeSpan LongestFee = TimeSpan.FromDays(31);

    public JdCloudStatus? RefusePoints(ReceivedCall call, DateTime now) =>
        RefuseIncomplete(call) ?? RefuseStranger(call, now) ?? RefuseQuery(call, now);

    public JdCloudStatus? RefuseFee(ReceivedCall call, DateTime now) =>
        RefuseIncomplete(call) ?? RefuseStranger(call, now) ?? RefuseFeeQuery(call, now);

    private static JdCloudStatus? RefuseIncomplete(ReceivedCall call) => call switch
    {
        { Understood: false, Body: "" } => JdCloudStatus.ParameterEmpty,
        { Understood: false } => JdCloudStatus.CallException,
        _ when call.Text("username").Length == 0 => JdCloudStatus.UsernameEmpty,
        _ when call.Text("signature").Length == 0 => JdCloudStatus.SignatureEmpty,
        _ when call.Text("domain").Length == 0 => JdCloudStatus.DomainEmpty,
        _ when call.Text("start_time").Length == 0 => JdCloudStatus.StartTimeEmpty,
        // The documents let streamName only stand beside appName.
        _ when call.Text("streamName").Length > 0 && call.Text("appName").Length == 0 => JdCloudStatus.ParameterEmpty,
        _ => null,
    };

    private JdCloudStatus? RefuseStranger(ReceivedCall call, DateTime now)
    {
        if (call.Text("username") != options.JdUsername)
        {
            return JdCloudStatus.UsernameUnknown;
        }

        return JdCloudSignature.IsRight(call.Text("signature"), now, options.JdUsername, options.JdSecretKey)
            ? null
            : JdCloudStatus.SignatureWrong;
    }

    private JdCloudStatus? RefuseQuery(ReceivedCall call, DateTime now)
    {
        if (!JdCloudQuery.TryTime(call.Text("start_time"), out var from) || !JdCloudQuery.TryEnd(call, now, out var to))
        {
            return JdCloudStatus.TimeFormatWrong;
        }

        return call.Text("domain") switch
        {
            var domain when RefuseDomain(domain) is { } status => status,
            _ when from > to => JdCloudStatus.StartAfterEnd,
            _ when to - from > LongestSpan => JdCloudStatus.OnlyThirtyDays,
            _ when options.JdOnlyLastMonth && from < now.Date.AddMonths(-1) => JdCloudStatus.OnlyLastMonth,
            _ when call.Text("time_point") is not ("" or "startTime" or "endTime") => JdCloudStatus.Failure,
            _ => null,
        };
    }

    private JdCloudStatus? RefuseFeeQuery(ReceivedCall call, DateTime now)
    {
        if (!JdCloudQuery.TryTime(call.Text("start_time"), out var from) || !JdCloudQuery.TryEnd(call, now, out var to))
        {
            return JdCloudStatus.TimeFormatWrong;
        }

        return JdCloudFeeQuery.DomainsOf(call).Select(RefuseDomain).FirstOrDefault(status => status is not null) switch
        {
            { } status => status,
            _ when from > to => JdCloudStatus.StartAfterEnd,
            _ when to - from > LongestFee => JdCloudStatus.OnlyThirtyOneDays,
            _ when !JdCloudFeeQuery.TryType(call.Text("type"), out _) => JdCloudStatus.TypeWrong,
            _ => null,
        };
    }

    private JdCloudStatus? RefuseDomain(string domain) => domain switch
    {
        _ when Uri.CheckHostName(domain) != UriHostNameType.Dns => JdCloudStatus.DomainIllegal,
        _ when !options.JdDomains.Contains(domain, StringComparer.Ordinal) => JdCloudStatus.DomainNotOwned,
        _ => null,
    };
}
