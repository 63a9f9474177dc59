namespace CdnGateway.UnitTests.Boundaries;

/// <summary>The sources that this build was made from.</summary>
internal static class SourceTree
{
    public static DirectoryInfo Root { get; } = FindRoot();

    public static IEnumerable<FileInfo> Code(string folder) => new DirectoryInfo(Path.Combine(Root.FullName, folder))
        .EnumerateFiles("*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(Root.FullName, file.FullName).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static DirectoryInfo FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "CdnGateway.sln")))
        {
            directory = directory.Parent;
        }

        return directory ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
