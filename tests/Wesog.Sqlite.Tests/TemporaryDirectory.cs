namespace Wesog.Sqlite.Tests;

/// <summary>A separate directory for one test, removed with its content.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("wesog-sqlite-").FullName;

    /// <summary>The path of the database of the test.</summary>
    public string Database => File("wesog.db");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
