using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Faults;

/// <summary>What Tencent's answer can say, and what it must not look like.</summary>
internal static class TencentFaults
{
    public static IReadOnlyList<FaultRow> Rows { get; } =
    [
        .. WireFaults.Rows,
        FaultRow.Rejected("4000", Fault.BusinessError(4000, "bad parameter", "InvalidParameter"), "4000"),
        FaultRow.Rejected("4000 with 9110 in the message", Fault.BusinessError(4000, "(9110)没有这个域名的信息", 9110), "9110"),
        FaultRow.Rejected("4000 with 9110 in codeDesc", Fault.BusinessError(4000, "no such host", "9110"), "9110"),
        FaultRow.Unavailable("4000 with 9151, which passes", Fault.BusinessError(4000, "(9151)internal", 9151), "9151"),
        FaultRow.Exhausted("4000 with 9163, too often", Fault.BusinessError(4000, "(9163)too frequent", 9163), "9163"),
        FaultRow.TimedOut("4000 with -9011, timed out", Fault.BusinessError(4000, "(-9011)timeout", -9011), "-9011"),
        FaultRow.Rejected("4000 with 23103, no right", Fault.BusinessError(4000, "(23103)no right", 23103), "23103"),
        FaultRow.Rejected("23103 itself", Fault.BusinessError(23103, "no right", "NoRight"), "23103"),
        FaultRow.AuthFailed("4100", Fault.BusinessError(4100, "wrong", "AuthFailure"), "4100"),
        FaultRow.AuthFailed("4104", Fault.BusinessError(4104, "unknown", "SecretIdNotFound"), "4104"),
        FaultRow.AuthFailed("4200, expired, once more", Fault.BusinessError(4200, "expired"), "4200", attempts: 2),
        FaultRow.Exhausted("4400, too often", Fault.BusinessError(4400, "too often"), "4400"),
        FaultRow.AuthFailed("4500, replay, once more", Fault.BusinessError(4500, "replay"), "4500", attempts: 2),
        FaultRow.Unavailable("5100, later", Fault.BusinessError(5100, "later"), "5100"),
        FaultRow.Unavailable("6000, internal", Fault.BusinessError(6000, "internal"), "6000"),
        FaultRow.Rejected("6100, no such action", Fault.BusinessError(6100, "gone"), "6100"),
        FaultRow.Unavailable("6200, suspended", Fault.BusinessError(6200, "suspended"), "6200"),
        FaultRow.Rejected("a code of no table", Fault.BusinessError(4711, "new"), "4711"),
        FaultRow.Unavailable("code as text and nothing else", Fault.RawBody("""{"code":"5100"}"""), "5100"),
        FaultRow.AuthFailed("secrets repeated", Fault.EchoSecrets(), "4100"),
        FaultRow.AuthFailed("message in GBK", Fault.RawBody([.. """{"code":4100,"message":" """u8, 0xC7, 0xA9, 0xC3, 0xFB, .. "\"}"u8]), "4100"),
        FaultRow.AuthFailed("message with half a surrogate", Fault.RawBody("""{"code":4100,"message":"\ud800"}"""), "4100"),
        FaultRow.Invalid("no code", Fault.RawBody("""{"data":{}}""")),
        FaultRow.Invalid("code is a sentence", Fault.RawBody("""{"code":"SecretId AKIDz8krbsJ5yKBZQpn74WFkmLPx3gnPhESA is unknown"}""")),
        FaultRow.Invalid("code is a list", Fault.RawBody("""{"code":[]}""")),
        FaultRow.Invalid("no data", Fault.RawBody("""{"code":0,"message":""}""")),
        FaultRow.Invalid("data is a list of numbers", Fault.RawBody("""{"code":0,"data":[1]}""")),
        FaultRow.Invalid("two accounts", Fault.RawBody("""{"code":0,"data":{"1":{},"2":{}}}""")),
        Figure("domain of somebody else", """{"www.foreign.com":{"data":1,"time":""}}"""),
        Figure("one domain twice", """{"www.test.com":{"data":1,"time":""}," www.test.com ":{"data":1,"time":""}}"""),
        Figure("one figure twice", """{"www.test.com":{"data":1,"data":2,"time":""}}"""),
        Figure("negative", """{"www.test.com":{"data":-1,"time":""}}"""),
        Figure("beyond reason", """{"www.test.com":{"data":1e300,"time":""}}"""),
        Figure("not a number", """{"www.test.com":{"data":"NaN","time":""}}"""),
        Figure("half a surrogate for a number", """{"www.test.com":{"data":"\ud800","time":""}}"""),
        Figure("time is none", """{"www.test.com":{"data":1,"time":"soon"}}"""),
        Figure("time of the year 1", """{"www.test.com":{"data":1,"time":"0001-01-01 00:00:00"}}"""),
        Figure("time of another month", """{"www.test.com":{"data":1,"time":"2018-02-10 00:00:00"}}"""),
    ];

    private static FaultRow Figure(string name, string domains) =>
        FaultRow.Invalid(name, Fault.RawBody($$$"""{"code":0,"message":"","codeDesc":"Success","data":{"125":{{{domains}}}}}"""));
}
