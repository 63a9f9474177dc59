using CdnGateway.Hosting.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace CdnGateway.UnitTests.Hosting.Configuration;

public sealed class SecretFilesTests : IDisposable
{
    private const string Key = "CdnGateway:Accounts:jd:SecretKey";
    private const string FileName = "CdnGateway__Accounts__jd__SecretKey";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("secret-files-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("s3cret")]
    [InlineData("s3cret\n")]
    [InlineData("s3cret\r\n")]
    [InlineData("s3cret\n\n")]
    public void File_is_a_key_without_the_line_break_at_its_end(string content)
    {
        Write(FileName, content);

        Builder().AddSecretFiles().Build()[Key].ShouldBe("s3cret");
    }

    [Fact]
    public void File_of_another_program_is_not_read()
    {
        Write("CdnGateway_Accounts", "x");
        Write("postgres_password", "x");
        Write("cdngateway__pathbase", "/cdn");
        _directory.CreateSubdirectory("CdnGateway__Directory");

        var configuration = Builder().AddSecretFiles().Build();

        configuration["postgres_password"].ShouldBeNull();
        configuration.GetSection("CdnGateway").GetChildren().Select(child => child.Key)
            .ShouldBe(["pathbase", "SecretsDirectory"], ignoreOrder: true);
    }

    [Fact]
    public void File_is_stronger_than_what_came_before_the_environment_and_weaker_than_the_command_line()
    {
        Write(FileName, "from-file");
        Write("CdnGateway__PathBase", "/from-file");
        var builder = Builder((Key, "from-appsettings"))
            .AddEnvironmentVariables("ASPNETCORE_")
            .AddEnvironmentVariables()
            .AddCommandLine(["--CdnGateway:PathBase=/from-command-line"]);

        var configuration = builder.AddSecretFiles().Build();

        configuration[Key].ShouldBe("from-file");
        configuration["CdnGateway:PathBase"].ShouldBe("/from-command-line");
        var sources = builder.Sources.ToList();
        sources.FindIndex(source => source is SecretFilesSource)
            .ShouldBe(sources.FindIndex(source => source is EnvironmentVariablesConfigurationSource { Prefix: null or "" }) - 1);
    }

    [Fact]
    public void File_is_weaker_than_the_command_line_where_there_is_no_environment()
    {
        Write(FileName, "from-file");

        Builder().AddCommandLine([$"--{Key}=from-command-line"]).AddSecretFiles().Build()[Key].ShouldBe("from-command-line");
    }

    [Fact]
    public void File_is_read_into_a_configuration_that_is_its_own_builder()
    {
        Write(FileName, "from-file");
        using var configuration = new ConfigurationManager { ["CdnGateway:SecretsDirectory"] = _directory.FullName };

        configuration.AddSecretFiles();

        configuration[Key].ShouldBe("from-file");
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("../relative")]
    [InlineData("")]
    public void Directory_that_is_not_there_is_fine(string name)
    {
        var directory = name == "missing" ? Path.Combine(_directory.FullName, name) : name;
        var builder = new ConfigurationBuilder().AddInMemoryCollection([new("CdnGateway:SecretsDirectory", directory)]);

        builder.AddSecretFiles().Build()[Key].ShouldBeNull();
    }

    [Fact]
    public void File_that_cannot_be_read_is_named()
    {
        File.CreateSymbolicLink(Path.Combine(_directory.FullName, FileName), Path.Combine(_directory.FullName, "nowhere"));

        var mistake = Should.Throw<ConfigurationMistakesException>(() => Builder().AddSecretFiles().Build())
            .Mistakes.ShouldHaveSingleItem();

        mistake.Key.ShouldBe("CdnGateway:SecretsDirectory");
        mistake.What.ShouldContain($"{_directory.FullName} cannot be read");
        mistake.What.ShouldContain(FileName);
    }

    private IConfigurationBuilder Builder(params (string Key, string Value)[] pairs) => new ConfigurationBuilder().AddInMemoryCollection(
        pairs.Append(("CdnGateway:SecretsDirectory", _directory.FullName))
            .Select(pair => KeyValuePair.Create(pair.Item1, (string?)pair.Item2)));

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_directory.FullName, name), content);
}
