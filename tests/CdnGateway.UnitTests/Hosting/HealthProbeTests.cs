using System.Net;
using System.Net.Sockets;
using CdnGateway.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace CdnGateway.UnitTests.Hosting;

public sealed class HealthProbeTests
{
    [Theory]
    [InlineData(null, null, "http://127.0.0.1:8080/health/live")]
    [InlineData(null, "9000", "http://127.0.0.1:9000/health/live")]
    [InlineData(null, "9000;9001", "http://127.0.0.1:9000/health/live")]
    [InlineData("http://+:9100", "9000", "http://127.0.0.1:9100/health/live")]
    [InlineData("https://*:9443; http://0.0.0.0:9100", null, "http://127.0.0.1:9100/health/live")]
    [InlineData("http://[::]:9100/", null, "http://127.0.0.1:9100/health/live")]
    [InlineData("", "", "http://127.0.0.1:8080/health/live")]
    public void Address_is_where_the_web_server_of_the_same_environment_listens(string? urls, string? ports, string expected)
    {
        var host = new ConfigurationBuilder()
            .AddInMemoryCollection([new("URLS", urls), new("HTTP_PORTS", ports)])
            .Build();

        HealthProbe.Address(host).AbsoluteUri.ShouldBe(expected);
    }

    [Theory]
    [InlineData("--healthcheck", true)]
    [InlineData("", false)]
    [InlineData("--CdnGateway:PathBase=/cdn", false)]
    [InlineData("--healthcheck --CdnGateway:PathBase=/cdn", false)]
    public void Probe_is_asked_for_by_its_argument_alone(string arguments, bool expected) =>
        HealthProbe.IsAskedFor(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ShouldBe(expected);

    [Theory]
    [InlineData(StatusCodes.Status200OK, 0)]
    [InlineData(StatusCodes.Status404NotFound, 1)]
    [InlineData(StatusCodes.Status503ServiceUnavailable, 1)]
    public async Task Exit_code_tells_whether_the_answer_was_a_success(int status, int expected)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.MapGet("/health/live", () => Results.StatusCode(status));
        await server.StartAsync(cancellationToken);

        var exitCode = await HealthProbe.AskAsync(new Uri(new Uri(server.Urls.Single()), "/health/live"), cancellationToken);

        exitCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Exit_code_is_1_when_nobody_listens()
    {
        using var reserved = new Socket(SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // bound but not listening: the port is ours and refuses
        var address = new Uri($"http://{reserved.LocalEndPoint}/health/live");

        (await HealthProbe.AskAsync(address, TestContext.Current.CancellationToken)).ShouldBe(1);
    }
}
