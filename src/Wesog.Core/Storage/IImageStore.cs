namespace Wesog.Storage;

/// <summary>
/// Stores the images and operations of the engine. A store reads, writes and commits; it contains no rule about what a batch does.
/// All members are thread-safe. They throw <see cref="Operations.StoreUnavailableException"/> if, and only if, the store is
/// unavailable, and <see cref="Operations.StoreDamagedException"/> if part of the stored data that the call needs is damaged.
/// </summary>
/// <remarks>
/// The conformance suite (package Wesog.Testing) specifies each member. A reader never sees part of a transaction. A reader that
/// has seen the result of an operation never sees an earlier state again.
/// </remarks>
public interface IImageStore : IImageReads, IOperationReads, IOperationQueue, IOperationExecution, IStoreMaintenance, IAsyncDisposable
{
    /// <summary>A short name for messages and telemetry, such as <c>memory</c>.</summary>
    string Name { get; }

    /// <summary>Opens the store. The engine calls it once, before any other member.</summary>
    /// <exception cref="StoreInitializationException">The store cannot be opened, and a retry cannot succeed.</exception>
    ValueTask OpenAsync(CancellationToken cancellationToken);
}
