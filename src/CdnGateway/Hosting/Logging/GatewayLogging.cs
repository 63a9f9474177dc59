using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Settings.Configuration;

namespace CdnGateway.Hosting.Logging;

/// <summary>Serilog on the console: for a person in Development, a JSON object a line elsewhere. One instance a host, no static logger.</summary>
internal static class GatewayLogging
{
    private const string ForPeople = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    public static void AddGatewayLogging(this WebApplicationBuilder builder)
    {
        var sinkAssemblies = new ConfigurationReaderOptions(typeof(ConsoleLoggerConfigurationExtensions).Assembly);
        var logging = new LoggerConfiguration()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning) // ASP.NET Core's own events print whole addresses
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .ReadFrom.Configuration(builder.Configuration, sinkAssemblies)
            .Enrich.FromLogContext()
            .Filter.ByExcluding(told => told.Exception is { } exception && PortTaken.Is(exception)); // Program says it in one line
        logging = builder.Environment.IsDevelopment()
            ? logging.WriteTo.Console(outputTemplate: ForPeople, formatProvider: System.Globalization.CultureInfo.InvariantCulture)
            : logging.WriteTo.Sink(new JsonLines(Console.OpenStandardOutput(), TimeProvider.System));
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace); // Serilog decides

        // Made by the container, it is disposed of by it, after all who log: then the last lines are written.
        builder.Services.AddSingleton<ILoggerProvider>(_ => new SerilogLoggerProvider(logging.CreateLogger(), dispose: true));
    }
}
