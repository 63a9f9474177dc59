namespace CdnGateway.Sandbox.TencentV3;

/// <summary>An error code of the documents, with a text of our own: the documents say that texts change.</summary>
internal sealed record TencentV3Refusal(string Code, string Message)
{
    public static readonly TencentV3Refusal SignatureExpired = new("AuthFailure.SignatureExpire", "签名过期 timestamp is more than five minutes off");
    public static readonly TencentV3Refusal SignatureWrong = new("AuthFailure.SignatureFailure", "签名错误 signature does not match");
    public static readonly TencentV3Refusal SecretIdUnknown = new("AuthFailure.SecretIdNotFound", "密钥不存在 SecretId not found");
    public static readonly TencentV3Refusal TokenWrong = new("AuthFailure.TokenFailure", "token 错误 wrong token");
    public static readonly TencentV3Refusal ActionUnknown = new("InvalidAction", "接口不存在 no such action");
    public static readonly TencentV3Refusal VersionUnknown = new("NoSuchVersion", "接口版本不存在 no such version");
    public static readonly TencentV3Refusal ProtocolWrong = new("UnsupportedProtocol", "请求协议错误 content type is not supported");
    public static readonly TencentV3Refusal TooOften = new("RequestLimitExceeded", "请求的次数超过了频率限制 request rate exceeds the limit");
    public static readonly TencentV3Refusal Unreadable = new("InvalidParameter", "参数错误 request body cannot be read");
    public static readonly TencentV3Refusal HostUnknown = new("ResourceNotFound.CdnHostNotExists", "账号下无此域名 no such host");
    public static readonly TencentV3Refusal TooManyDomains = new("InvalidParameter.CdnStatTooManyDomains", "域名数量超过限制 too many domains");
    public static readonly TencentV3Refusal DatesWrong = new("InvalidParameter.CdnStatInvalidDate", "日期错误 invalid time or span");
    public static readonly TencentV3Refusal MetricWrong = new("InvalidParameter.CdnInvalidParamMetric", "参数Metric错误 invalid metric");
    public static readonly TencentV3Refusal BillingMetricWrong = new("InvalidParameter.CdnStatInvalidMetric", "统计类型不合法 invalid metric");

    public static TencentV3Refusal Missing(string name) => new("MissingParameter", $"缺少参数 {name} is missing");

    public static TencentV3Refusal Unknown(string name) => new("UnknownParameter", $"未知参数 {name} is not recognized");

    public static TencentV3Refusal WrongType(string name) => new("InvalidParameter", $"参数类型错误 {name} has the wrong type");

    public static TencentV3Refusal Invalid(string name) => new("InvalidParameter.CdnParamError", $"参数错误 {name} is invalid");
}
