using Wesog.Storage;

namespace Wesog.Testing.Conformance;

/// <summary>
/// How the suite comes by a store of some kind. Each test makes a harness of its own, and disposes it after the store:
/// then it removes what the store left.
/// </summary>
public interface IStoreHarness : IAsyncDisposable
{
    /// <summary>A new store without any content, not opened yet.</summary>
    /// <param name="clock">The clock by which its leases run out.</param>
    ValueTask<IImageStore> CreateStoreAsync(TimeProvider clock);
}
