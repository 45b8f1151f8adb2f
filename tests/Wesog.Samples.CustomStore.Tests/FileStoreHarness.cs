using Wesog.Storage;
using Wesog.Testing.Conformance;

namespace Wesog.Samples.CustomStore.Tests;

public sealed class FileStoreHarness : IDurableStoreHarness
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("my-store-");

    public ValueTask<IImageStore> CreateStoreAsync(TimeProvider clock) => new(new FileImageStore(_directory.FullName, clock));

    public ValueTask<IImageStore> ReopenStoreAsync(TimeProvider clock) => CreateStoreAsync(clock);

    public ValueTask DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
