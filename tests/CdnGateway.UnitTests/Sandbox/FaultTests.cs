using System.Net;
using System.Net.Sockets;
using System.Text;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.UnitTests.Sandbox;

public sealed class FaultTests : IAsyncLifetime
{
    private readonly SandboxOptions options = new() { Time = SandboxClock.AtBeijing("2018-06-02 17:36:00") };
    private SandboxServer sandbox = null!;
    private SandboxClient client = null!;

    public async ValueTask InitializeAsync()
    {
        sandbox = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        client = new SandboxClient(sandbox, options);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_queued_fault_falls_on_one_call_that_fits_and_is_logged()
    {
        sandbox.JdCloudFaults.Enqueue(Fault.Status(503, "busy", "7"), call => call.Parameters["domain"] == "vod.live.com");

        (await client.AskJdAsync()).GetProperty("status").GetInt32().ShouldBe(0);
        using var hit = await client.SendJdAsync(("domain", "vod.live.com"));
        hit.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        hit.Headers.GetValues("Retry-After").ShouldBe(["7"]);
        (await client.AskJdAsync(("domain", "vod.live.com"))).GetProperty("status").GetInt32().ShouldBe(0);
        sandbox.JdCloudCalls.All.Select(call => call.Verdict).ShouldBe(["Ok", "Fault Status", "Ok"]);
        sandbox.JdCloudFaults.Pending.ShouldBe(0);
    }

    [Fact]
    public async Task A_permanent_fault_stays_until_it_is_cleared_and_queued_ones_go_first()
    {
        sandbox.JdCloudFaults.Always(Fault.BusinessError(8, "接口调用失败"));
        sandbox.JdCloudFaults.Enqueue(Fault.RawBody("[]"));

        (await client.AskJdAsync()).GetRawText().ShouldBe("[]");
        (await client.AskJdAsync()).GetRawText().ShouldBe("""{"status":8,"msg":"接口调用失败"}""");
        (await client.AskJdAsync()).GetProperty("status").GetInt32().ShouldBe(8);
        sandbox.JdCloudFaults.Clear();
        (await client.AskJdAsync()).GetProperty("status").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_faulted_call_has_spent_its_nonce()
    {
        sandbox.TencentFaults.Enqueue(Fault.BusinessError(4000, "(9160)", 9160));

        (await client.AskTencentAsync(("Nonce", "7"))).GetRawText().ShouldBe("""{"code":4000,"message":"(9160)","codeDesc":9160}""");
        (await client.AskTencentAsync(("Nonce", "7"))).GetProperty("code").GetInt32().ShouldBe(4500);
    }

    [Fact]
    public async Task Reset_before_the_answer_is_a_reset_on_the_wire()
    {
        sandbox.JdCloudFaults.Enqueue(Fault.ResetBeforeAnswer());

        var (received, error) = await ReadToEndAsync();

        received.ShouldBeEmpty();
        error.ShouldBe(SocketError.ConnectionReset);
    }

    [Fact]
    public async Task Reset_in_the_body_comes_after_half_of_it()
    {
        sandbox.JdCloudFaults.Enqueue(Fault.ResetInMidBody());

        var (received, error) = await ReadToEndAsync();

        error.ShouldBe(SocketError.ConnectionReset);
        ShouldBeHalf(received);
    }

    [Fact]
    public async Task A_cut_off_body_ends_in_good_order()
    {
        sandbox.JdCloudFaults.Enqueue(Fault.CutOffBody());

        var (received, error) = await ReadToEndAsync();

        error.ShouldBeNull();
        ShouldBeHalf(received);
    }

    [Theory]
    [InlineData(BodyCut.DeclaredLength, true)]
    [InlineData(BodyCut.Chunked, true)]
    [InlineData(BodyCut.WholeButTruncated, false)]
    public async Task A_cut_off_body_breaks_HTTP_or_only_the_JSON(BodyCut cut, bool breaksHttp)
    {
        sandbox.JdCloudFaults.Enqueue(Fault.CutOffBody(cut));

        var reading = await Record.ExceptionAsync(async () =>
        {
            using var response = await client.SendJdAsync();
            (await response.Content.ReadAsStringAsync()).ShouldStartWith("""{"status":0""");
        });

        (reading is HttpRequestException or HttpIOException).ShouldBe(breaksHttp);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_huge_body_has_its_size_declared_or_not(bool declared)
    {
        const long Size = 50_000_000;
        sandbox.JdCloudFaults.Enqueue(Fault.HugeBody(Size, declared));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(sandbox.JdCloudUrl, "/api/live/bandwidth_flow"));

        using var response = await client.SendAsync(request);

        response.Content.Headers.ContentLength.ShouldBe(declared ? Size : null);
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[64 * 1024];
        long total = 0;
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
        {
            total += read;
        }

        total.ShouldBe(Size);
    }

    [Fact]
    public async Task A_page_comes_instead_of_JSON()
    {
        sandbox.TencentFaults.Enqueue(Fault.HtmlInsteadOfJson());

        using var response = await client.SendTencentAsync("POST", client.TencentParameters());

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }

    [Fact]
    public async Task A_delayed_and_a_dripping_answer_are_true()
    {
        sandbox.JdCloudFaults.Enqueue(Fault.Delay(TimeSpan.FromMilliseconds(50)));
        sandbox.JdCloudFaults.Enqueue(Fault.OneByteASecond(TimeSpan.FromMilliseconds(1)));

        var whole = await client.AskJdAsync();
        (await client.AskJdAsync()).GetRawText().ShouldBe(whole.GetRawText());
        (await client.AskJdAsync()).GetRawText().ShouldBe(whole.GetRawText());
    }

    [Fact]
    public async Task A_call_that_hangs_is_logged_and_ends_when_the_stand_in_stops()
    {
        sandbox.JdCloudFaults.Always(Fault.Hang());

        var hanging = client.SendJdAsync();
        await sandbox.JdCloudCalls.WaitForAsync(1, TestContext.Current.CancellationToken);
        hanging.IsCompleted.ShouldBeFalse();
        await sandbox.StopJdCloudAsync();

        await Should.ThrowAsync<HttpRequestException>(hanging);
    }

    [Fact]
    public async Task An_echo_repeats_the_signature()
    {
        sandbox.JdCloudFaults.Enqueue(Fault.EchoSecrets());
        sandbox.TencentFaults.Enqueue(Fault.EchoSecrets());

        var jd = await client.AskJdAsync();
        jd.GetProperty("status").GetInt32().ShouldBe(7);
        jd.GetProperty("msg").GetString()!.ShouldContain(sandbox.JdCloudCalls.All.Single().Parameters["signature"]);
        using var response = await client.SendTencentAsync("GET", client.TencentParameters());
        var tencent = await SandboxClient.JsonOf(response);
        tencent.GetProperty("code").GetInt32().ShouldBe(4100);
        tencent.GetProperty("message").GetString()!.ShouldContain(sandbox.TencentCalls.All.Single().Parameters["Signature"]);
    }

    [Fact]
    public async Task A_stopped_provider_refuses_connections_and_comes_back_on_its_port()
    {
        var url = sandbox.TencentUrl;
        await sandbox.StopTencentAsync();

        var refused = await Should.ThrowAsync<HttpRequestException>(() => client.AskTencentAsync());
        refused.HttpRequestError.ShouldBe(HttpRequestError.ConnectionError);
        (await client.AskJdAsync()).GetProperty("status").GetInt32().ShouldBe(0);

        await sandbox.StartTencentAgainAsync(TestContext.Current.CancellationToken);
        sandbox.TencentUrl.ShouldBe(url);
        (await client.AskTencentAsync()).GetProperty("code").GetInt32().ShouldBe(0);
    }

    private static void ShouldBeHalf(string received)
    {
        var parts = received.Split("\r\n\r\n", 2);
        var promised = int.Parse(parts[0].Split("Content-Length: ")[1].Split('\r')[0]);
        Encoding.UTF8.GetByteCount(parts[1]).ShouldBe(promised / 2);
    }

    private async Task<(string Received, SocketError? Error)> ReadToEndAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, sandbox.JdCloudUrl.Port);
        const string Request = "POST /api/live/bandwidth_flow HTTP/1.1\r\nHost: opencdn.jcloud.com\r\nContent-Type: application/json\r\n"
            + "Content-Length: 2\r\n\r\n{}";
        await socket.SendAsync(Encoding.ASCII.GetBytes(Request));
        var received = new List<byte>();
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken)) > 0;)
            {
                received.AddRange(buffer[..read]);
            }

            return (Encoding.UTF8.GetString([.. received]), null);
        }
        catch (SocketException broken)
        {
            return (Encoding.UTF8.GetString([.. received]), broken.SocketErrorCode);
        }
    }
}
