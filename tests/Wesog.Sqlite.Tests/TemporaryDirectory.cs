namespace Wesog.Sqlite.Tests;

/// <summary>A directory of a test's own, removed with all that is in it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("wesog-sqlite-").FullName;

    /// <summary>Where a test keeps its database.</summary>
    public string Database => File("wesog.db");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
