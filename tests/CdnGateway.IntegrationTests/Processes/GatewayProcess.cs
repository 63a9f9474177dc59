using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CdnGateway.IntegrationTests.Processes;

/// <summary>The built gateway as a process of its own, as it is run in a container.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> errors = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatewayProcess(Process process) => this.process = process;

    public IReadOnlyList<string> Output => [.. output];

    public string Errors => string.Join('\n', errors);

    public int ExitCode => process.ExitCode;

    public static GatewayProcess Start(string environment, params (string Key, string Value)[] settings)
    {
        // A shell ignores SIGINT for what it runs in the background, and children inherit that; env gives it back.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "CdnGateway.dll")])
        {
            UseShellExecute = false,
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(IsOurs).ToList())
        {
            start.Environment.Remove(inherited); // of whoever runs the tests, and perhaps a gateway beside them
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (key, value) in settings)
        {
            start.Environment[$"CdnGateway__{key.Replace(":", "__", StringComparison.Ordinal)}"] = value;
        }

        var gateway = new GatewayProcess(new Process { StartInfo = start });
        gateway.process.OutputDataReceived += (_, line) => gateway.Read(line.Data);
        gateway.process.ErrorDataReceived += (_, line) => gateway.errors.Enqueue(line.Data ?? "");
        gateway.process.Start();
        gateway.process.BeginOutputReadLine();
        gateway.process.BeginErrorReadLine();
        return gateway;
    }

    /// <summary>The address, once it listens; fails if the process ends first.</summary>
    public async Task<Uri> ListeningAsync()
    {
        var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        (await Task.WhenAny(listening.Task, ended)).ShouldBe(listening.Task, $"It ended: {Errors}");
        return await listening.Task;
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        kill.ExitCode.ShouldBe(0);
    }

    public async Task ExitedAsync(TimeSpan within)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(within);
        await process.WaitForExitAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }

    private void Read(string? line)
    {
        output.Enqueue(line ?? "");
        if (line?.Contains("Now listening on", StringComparison.Ordinal) is true)
        {
            listening.TrySetResult(new Uri(Address().Match(line).Value));
        }
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    private static bool IsOurs(string variable) =>
        variable.StartsWith("CdnGateway__", StringComparison.OrdinalIgnoreCase) || variable.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase);
}
