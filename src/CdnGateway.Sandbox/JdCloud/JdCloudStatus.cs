namespace CdnGateway.Sandbox.JdCloud;

/// <summary>The rows of JD's status table that these actions can give, with texts of our own: JD's are not printed anywhere.</summary>
internal enum JdCloudStatus
{
    CallException = -1,
    Failure = 1,
    ParameterEmpty = 2,
    UsernameEmpty = 3,
    SignatureEmpty = 4,
    SignatureWrong = 7,
    DomainEmpty = 12,
    StartTimeEmpty = 13,
    TimeFormatWrong = 14,
    TypeWrong = 16,
    DomainIllegal = 17,
    DomainNotOwned = 18,
    StartAfterEnd = 19,
    UsernameUnknown = 20,
    OnlyLastMonth = 21,
    OnlyThirtyOneDays = 44,
    OnlyThirtyDays = 45,
}

internal static class JdCloudStatusText
{
    public static string Of(JdCloudStatus status) => status switch
    {
        JdCloudStatus.CallException => "接口调用异常",
        JdCloudStatus.ParameterEmpty => "参数为空",
        JdCloudStatus.UsernameEmpty => "用户名为空",
        JdCloudStatus.SignatureEmpty => "签名为空",
        JdCloudStatus.SignatureWrong => "签名错误",
        JdCloudStatus.DomainEmpty => "域名为空",
        JdCloudStatus.StartTimeEmpty => "开始时间为空",
        JdCloudStatus.TimeFormatWrong => "时间格式错误，应为 yyyy-MM-dd HH:mm",
        JdCloudStatus.TypeWrong => "type格式错误",
        JdCloudStatus.DomainIllegal => "域名不合法",
        JdCloudStatus.DomainNotOwned => "域名不属于该用户",
        JdCloudStatus.StartAfterEnd => "开始时间大于结束时间",
        JdCloudStatus.UsernameUnknown => "用户名不存在",
        JdCloudStatus.OnlyLastMonth => "日期应在一个月以内",
        JdCloudStatus.OnlyThirtyOneDays => "时间跨度不能超过31天",
        JdCloudStatus.OnlyThirtyDays => "时间跨度不能超过30天",
        _ => "失败",
    };
}
