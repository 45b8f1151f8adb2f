using Wesog.Storage;

namespace Wesog.Testing.Conformance;

/// <summary>The harness of a store whose content outlives it.</summary>
public interface IDurableStoreHarness : IStoreHarness
{
    /// <summary>Another store on the content of the one before, which is disposed; not opened yet.</summary>
    /// <param name="clock">The clock by which its leases run out.</param>
    ValueTask<IImageStore> ReopenStoreAsync(TimeProvider clock);
}
