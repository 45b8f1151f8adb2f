namespace Wesog.Architecture.Tests.Sources;

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relativePath) => Path.Combine(Root, relativePath);

    public static string Read(string relativePath) => File.ReadAllText(PathOf(relativePath));

    /// <summary>The C# files under a folder, without build output.</summary>
    public static IReadOnlyList<SourceFile> Sources(string folder) => [.. Files(folder, "*.cs").Select(path => new SourceFile(path))];

    /// <summary>Paths from the root, with forward slashes, sorted.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal),
    ];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Wesog.Core.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No Wesog.Core.sln above {AppContext.BaseDirectory}.");
    }
}
