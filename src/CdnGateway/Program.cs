using CdnGateway.Hosting;
using CdnGateway.Hosting.Configuration;
using CdnGateway.Hosting.Logging;
using CdnGateway.Hosting.OpenApi;

if (HealthProbe.IsAskedFor(args))
{
    return await HealthProbe.RunAsync(CancellationToken.None);
}

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.Configuration.AddSecretFiles();
    await builder.AddSandboxAsync();
    var settings = builder.ReadSettings();
    builder.AddGatewayLogging();
    builder.AddGatewayServer();
    builder.Services.AddGateway(settings);
    builder.Services.AddGatewayOpenApi();

    await using var app = builder.Build();
    await app.OpenStoreAsync();
    app.UseGateway(settings);
    app.MapGateway();
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (exception is ConfigurationMistakesException || StoreHosting.Failed(exception) || PortTaken.Is(exception))
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
