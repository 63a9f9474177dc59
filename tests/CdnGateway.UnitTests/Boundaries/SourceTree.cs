using CdnGateway.UnitTests.Docs;

namespace CdnGateway.UnitTests.Boundaries;

/// <summary>The sources that this build was made from.</summary>
internal static class SourceTree
{
    public static DirectoryInfo Root { get; } = new(Repository.Root);

    public static IEnumerable<FileInfo> Code(string folder) => new DirectoryInfo(Path.Combine(Root.FullName, folder))
        .EnumerateFiles("*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(Root.FullName, file.FullName).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
}
