using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing.Conformance;

namespace Wesog.Core.Tests.Storage;

public sealed class InMemoryStoreHarness : IStoreHarness
{
    public ValueTask<IImageStore> CreateStoreAsync(TimeProvider clock) => new(new InMemoryImageStore(clock));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
