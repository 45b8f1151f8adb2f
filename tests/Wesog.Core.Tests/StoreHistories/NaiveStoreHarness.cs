using Wesog.Storage;
using Wesog.StoreHistories.Model;
using Wesog.Testing.Conformance;

namespace Wesog.Core.Tests.StoreHistories;

public sealed class NaiveStoreHarness : IStoreHarness
{
    public ValueTask<IImageStore> CreateStoreAsync(TimeProvider clock) => new(new NaiveStore(clock));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
