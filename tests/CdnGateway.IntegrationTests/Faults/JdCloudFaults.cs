using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Faults;

/// <summary>What JD's answer can say, and what it must not look like.</summary>
internal static class JdCloudFaults
{
    public static IReadOnlyList<FaultRow> Rows { get; } =
    [
        .. WireFaults.Rows,
        FaultRow.Unavailable("-1", Fault.BusinessError(-1), "-1"),
        FaultRow.Rejected("1, which says nothing", Fault.BusinessError(1), "1", attempts: 2),
        FaultRow.AuthFailed("7, wrong signature", Fault.BusinessError(7, "签名错误"), "7"),
        FaultRow.Unavailable("8, interface call failed", Fault.BusinessError(8, "接口调用失败"), "8"),
        FaultRow.Rejected("18, not your domain", Fault.BusinessError(18), "18"),
        FaultRow.AuthFailed("20, unknown user", Fault.BusinessError(20), "20"),
        FaultRow.Rejected("44, only 31 days", Fault.BusinessError(44), "44"),
        FaultRow.Rejected("a status of no table", Fault.BusinessError(4711), "4711"),
        FaultRow.Unavailable("status as text", Fault.RawBody("""{"status":"8","msg":"x"}"""), "8"),
        FaultRow.AuthFailed("secrets repeated", Fault.EchoSecrets(), "7"),
        FaultRow.AuthFailed("message in GBK", Fault.RawBody([.. """{"status":7,"msg":" """u8, 0xC7, 0xA9, 0xC3, 0xFB, .. "\"}"u8]), "7"),
        FaultRow.AuthFailed("message with half a surrogate", Fault.RawBody("""{"status":7,"msg":"\ud800"}"""), "7"),
        FaultRow.Invalid("no status", Fault.RawBody("""{"data":[]}""")),
        FaultRow.Invalid("status in GBK", Fault.RawBody([.. "{\"status\":\""u8, 0xB3, 0xC9, .. "\"}"u8])),
        FaultRow.Invalid("status is a sentence", Fault.RawBody("""{"status":"signature a35685491fd80a80b40a718c3a5c5c56 is wrong"}""")),
        FaultRow.Invalid("data is a number", Fault.RawBody("""{"status":0,"data":5}""")),
        FaultRow.Invalid("data holds numbers", Fault.RawBody("""{"status":0,"data":[1,2]}""")),
        Point("label is no time", "soon", """{"play.live.com":{"bandwidth":1,"flow":1}}"""),
        Point("label with half a surrogate", "\\ud800", """{"play.live.com":{"bandwidth":1,"flow":1}}"""),
        Point("label of the year 1", "0001-01-01 00:00", """{"play.live.com":{"bandwidth":1,"flow":1}}"""),
        Point("label off the grid", "2018-06-02 17:13", """{"play.live.com":{"bandwidth":1,"flow":1}}"""),
        Point("domain of somebody else", "2018-06-02 17:15", """{"www.foreign.com":{"bandwidth":1,"flow":1}}"""),
        Point("negative", "2018-06-02 17:15", """{"play.live.com":{"bandwidth":-1,"flow":1}}"""),
        Point("beyond reason", "2018-06-02 17:15", """{"play.live.com":{"bandwidth":1e300,"flow":1}}"""),
        Point("not a number", "2018-06-02 17:15", """{"play.live.com":{"bandwidth":"NaN","flow":1}}"""),
        Point("a list for a number", "2018-06-02 17:15", """{"play.live.com":{"bandwidth":[1],"flow":1}}"""),
        Point("one interval with two values", "2018-06-02 17:15",
            """{"play.live.com":{"bandwidth":1,"flow":1}," play.live.com ":{"bandwidth":2,"flow":1}}"""),
    ];

    private static FaultRow Point(string name, string label, string domains) =>
        FaultRow.Invalid(name, Fault.RawBody($$"""{"status":0,"msg":"","data":[{"{{label}}":{{domains}}}]}"""));
}
