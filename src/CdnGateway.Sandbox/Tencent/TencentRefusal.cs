namespace CdnGateway.Sandbox.Tencent;

/// <summary>
/// A common code, and for 4000 the business code that the message begins with. The documents print both kinds of <c>codeDesc</c>.
/// </summary>
internal sealed record TencentRefusal(int Code, string Message, object CodeDesc, int? BusinessCode = null)
{
    public static readonly TencentRefusal SignatureWrong = new(4100, "身份认证失败 signature does not match", "AuthFailure");
    public static readonly TencentRefusal SecretIdUnknown = new(4104, "密钥不存在 SecretId not found", "SecretIdNotFound");
    public static readonly TencentRefusal TokenWrong = new(4105, "token 错误 wrong token", "TokenFailure");
    public static readonly TencentRefusal Expired = new(4200, "请求过期 request has expired, check Timestamp", "RequestExpired");
    public static readonly TencentRefusal TooOften = new(4400, "超过配额 request frequency exceeds the quota", "RequestLimitExceeded");
    public static readonly TencentRefusal Replay = new(4500, "重放攻击 Nonce was used before", "ReplayAttack");
    public static readonly TencentRefusal ActionUnknown = new(6100, "版本暂不支持 action or version is not supported", "NoSuchAction");

    public static readonly TencentRefusal HostUnknown = Business(9110, "没有这个域名的信息 cdn no such host", codeDesc: 9110);
    public static readonly TencentRefusal DatesWrong = Business(9150, "日期区间不合法 invalid date range", codeDesc: "9150");
    public static readonly TencentRefusal MonthNotSettled = Business(9150, "当月数据未结算 the current month is not settled", codeDesc: "9150");
    public static readonly TencentRefusal TypeWrong = Business(9160, "统计类型不合法 invalid statistic type", codeDesc: "9160");

    public static TencentRefusal Malformed(string what) => new(4000, $"请求参数非法 {what}", "InvalidParameter");

    private static TencentRefusal Business(int businessCode, string message, object codeDesc) =>
        new(4000, $"({businessCode}){message}", codeDesc, businessCode);
}
