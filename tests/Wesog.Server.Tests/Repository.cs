namespace Wesog.Server.Tests;

internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Wesog.Core.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("No parent folder of the tests contains Wesog.Core.sln.");
        }

        return directory.FullName;
    }
}
