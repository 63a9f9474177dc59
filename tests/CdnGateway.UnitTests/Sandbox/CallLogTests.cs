using System.Net;
using System.Net.Sockets;
using System.Text;
using CdnGateway.Sandbox;

namespace CdnGateway.UnitTests.Sandbox;

public sealed class CallLogTests
{
    private readonly SandboxOptions options = new() { Time = SandboxClock.AtBeijing("2018-06-02 17:36:00"), CallsKept = 2 };

    [Fact]
    public async Task The_oldest_calls_are_forgotten_but_counted_until_the_log_is_cleared()
    {
        await using var sandbox = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        using var client = new SandboxClient(sandbox, options);
        foreach (var time in new[] { "2018-06-02 17:15", "2018-06-02 17:20", "2018-06-02 17:25" })
        {
            await client.AskJdAsync(("start_time", time));
        }

        sandbox.JdCloudCalls.Count.ShouldBe(3);
        sandbox.JdCloudCalls.All.Select(call => call.Parameters["start_time"]).ShouldBe(["2018-06-02 17:20", "2018-06-02 17:25"]);
        sandbox.JdCloudCalls.Clear();
        sandbox.JdCloudCalls.Count.ShouldBe(0);
        sandbox.JdCloudCalls.All.ShouldBeEmpty();
        sandbox.TencentCalls.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_call_whose_upload_breaks_off_is_logged()
    {
        await using var sandbox = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, sandbox.TencentUrl.Port);
        const string Half = "POST /v2/index.php HTTP/1.1\r\nHost: cdn.api.qcloud.com\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nAction=";
        await socket.SendAsync(Encoding.ASCII.GetBytes(Half));
        socket.Shutdown(SocketShutdown.Send);

        await sandbox.TencentCalls.WaitForAsync(1, TestContext.Current.CancellationToken);

        var call = sandbox.TencentCalls.All.Single();
        call.Verdict.ShouldBe("Refused 4000");
        call.Host.ShouldBe("cdn.api.qcloud.com");
    }

    [Fact]
    public void Neither_options_nor_calls_print_credentials()
    {
        options.ToString().ShouldNotContain(options.JdSecretKey);
        new ReceivedCall
        {
            ArrivedAt = default,
            SinceStart = default,
            Method = "GET",
            Path = "/v2/index.php",
            Query = "?Signature=abc",
            Body = "",
            Host = "",
            ContentType = null,
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal),
        }.ToString().ShouldBe("GET /v2/index.php: Ok");
    }
}
