using Wesog.Storage;

namespace Wesog.Testing.Conformance;

/// <summary>Creates stores whose content survives a restart.</summary>
public interface IDurableStoreHarness : IStoreHarness
{
    /// <summary>Creates a store on the content of the previous, disposed store. The caller opens it.</summary>
    /// <param name="clock">The clock that measures lease expiry.</param>
    ValueTask<IImageStore> ReopenStoreAsync(TimeProvider clock);
}
