namespace Wesog.Storage;

/// <summary>
/// Where the engine keeps images and operations. A store reads, writes and commits; it knows no rule of what a batch
/// does. Every member may be called from any thread, and throws <see cref="Operations.StoreUnavailableException"/>
/// where, and only where, the store is out of reach.
/// </summary>
/// <remarks>
/// The conformance suite (package Wesog.Testing) says exactly what each member owes. Readers never see part of a
/// transaction, and one that saw the result of an operation never again sees the state before it.
/// </remarks>
public interface IImageStore : IImageReads, IOperationReads, IOperationQueue, IOperationExecution, IStoreMaintenance, IAsyncDisposable
{
    /// <summary>A short name for messages and telemetry, such as <c>memory</c>.</summary>
    string Name { get; }

    /// <summary>Makes the store ready; called once, before anything else.</summary>
    /// <exception cref="StoreInitializationException">It cannot be opened as it is.</exception>
    ValueTask OpenAsync(CancellationToken cancellationToken);
}
