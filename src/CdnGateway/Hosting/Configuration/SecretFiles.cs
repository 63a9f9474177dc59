using CdnGateway.Settings;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace CdnGateway.Hosting.Configuration;

/// <summary>Keys as files, the way Docker and Kubernetes mount secrets: the file's name is the key, <c>__</c> its separator.</summary>
/// <remarks>
/// The files are stronger than appsettings and weaker than environment variables and the command line. What is typed for one process is
/// the last word everywhere else in ASP.NET Core, and it is how one key is tried out without touching the mounted secret.
/// The price is that a forgotten variable hides a rotated file, so set a secret in one place only.
/// </remarks>
internal static class SecretFiles
{
    public const string DefaultDirectory = "/run/secrets";

    private const string Key = "SecretsDirectory";

    /// <summary>Adds the files of the directory that the sources so far name, or of the default one, if it is there.</summary>
    /// <exception cref="ConfigurationMistakesException">A file cannot be read (at once, where the builder loads at once).</exception>
    public static IConfigurationBuilder AddSecretFiles(this IConfigurationBuilder builder)
    {
        var directory = DirectoryNamedIn(builder);
        if (Path.IsPathFullyQualified(directory) && Directory.Exists(directory))
        {
            builder.Sources.Insert(PositionIn(builder.Sources), new SecretFilesSource(directory));
        }

        return builder;
    }

    public static string ReadDirectory(SettingsSection root)
    {
        var directory = root.Text(Key) ?? DefaultDirectory;
        if (!Path.IsPathFullyQualified(directory))
        {
            root.WrongValue(new SettingsItem(Key, directory), $"must be an absolute path such as {DefaultDirectory}");
        }

        return directory;
    }

    private static string DirectoryNamedIn(IConfigurationBuilder builder)
    {
        if (builder is IConfiguration configuration)
        {
            return ReadDirectory(SettingsSection.Root(configuration, GatewaySettings.SectionName));
        }

        var built = builder.Build();
        using (built as IDisposable)
        {
            return ReadDirectory(SettingsSection.Root(built, GatewaySettings.SectionName));
        }
    }

    /// <summary>Just below the application's environment variables; the host's own (ASPNETCORE_…) come earlier and have a prefix.</summary>
    private static int PositionIn(IList<IConfigurationSource> sources)
    {
        for (var i = sources.Count - 1; i >= 0; i--)
        {
            if (sources[i] is EnvironmentVariablesConfigurationSource { Prefix: null or "" })
            {
                return i;
            }
        }

        return sources is [.. , CommandLineConfigurationSource] ? sources.Count - 1 : sources.Count;
    }
}
