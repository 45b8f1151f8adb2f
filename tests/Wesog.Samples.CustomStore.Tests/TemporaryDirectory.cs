namespace Wesog.Samples.CustomStore.Tests;

/// <summary>A new directory for a test, removed with its content.</summary>
/// <param name="inMemory">Whether the directory may be in memory, for a test that opens a store thousands of times.</param>
public sealed class TemporaryDirectory(bool inMemory = false) : IDisposable
{
    private const string SharedMemory = "/dev/shm";

    public string Path { get; } = inMemory && Directory.Exists(SharedMemory)
        ? Directory.CreateDirectory(System.IO.Path.Combine(SharedMemory, $"wesog-files-{Guid.NewGuid():N}")).FullName
        : Directory.CreateTempSubdirectory("wesog-files-").FullName;

    public string Journal => System.IO.Path.Combine(Path, "journal");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
