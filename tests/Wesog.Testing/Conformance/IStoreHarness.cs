using Wesog.Storage;

namespace Wesog.Testing.Conformance;

/// <summary>
/// Creates the stores of one kind for the suite. Each test creates a harness, and disposes it after the store. Dispose
/// deletes the store's content.
/// </summary>
public interface IStoreHarness : IAsyncDisposable
{
    /// <summary>Creates an empty store. The caller opens it.</summary>
    /// <param name="clock">The clock that measures lease expiry.</param>
    ValueTask<IImageStore> CreateStoreAsync(TimeProvider clock);
}
