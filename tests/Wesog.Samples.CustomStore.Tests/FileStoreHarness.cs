using Wesog.Storage;
using Wesog.Testing.Conformance;

namespace Wesog.Samples.CustomStore.Tests;

public sealed class FileStoreHarness : IDurableStoreHarness
{
    private readonly TemporaryDirectory _directory = new();

    public ValueTask<IImageStore> CreateStoreAsync(TimeProvider clock) => new(new FileImageStore(_directory.Path, clock));

    public ValueTask<IImageStore> ReopenStoreAsync(TimeProvider clock) => CreateStoreAsync(clock);

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
