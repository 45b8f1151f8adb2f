using Microsoft.Extensions.Logging;
using Wesog.Catalog;
using Wesog.Operations;
using Wesog.Serialization;
using Wesog.Storage;

namespace Wesog.Engine;

/// <summary>The engine: a store, the workers that carry out its operations, and the services over both.</summary>
/// <remarks>Contract, section 7. A host gets it from <c>AddWesogImages</c>; without a host: create, use, dispose.</remarks>
public sealed class ImageEngine : IAsyncDisposable
{
    /// <summary>An engine over a store, which it owns from now on. It must be started before use.</summary>
    public ImageEngine(IImageStore store, WesogOptions? options = null, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
    {
        throw new NotImplementedException();
    }

    /// <summary>Submits, waits, lists, cancels.</summary>
    public IImageOperationService Operations => throw new NotImplementedException();

    /// <summary>Reads images.</summary>
    public IImageCatalog Images => throw new NotImplementedException();

    /// <summary>Reads batches from JSON.</summary>
    public IImageBatchReader BatchReader => throw new NotImplementedException();

    /// <summary>The store's name, such as <c>memory</c>.</summary>
    public string StoreName => throw new NotImplementedException();

    /// <summary>Whether the engine runs and its store can be reached now.</summary>
    public Task<bool> IsReadyAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>A started engine, in memory unless another store is given.</summary>
    public static Task<ImageEngine> StartNewAsync(
        IImageStore? store = null, WesogOptions? options = null, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Opens the store and starts the workers. Once.</summary>
    public Task StartAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>
    /// Accepts nothing more, lets running transactions end, gives back what has not begun, wakes all waiters. Reads go on.
    /// </summary>
    /// <param name="cancellationToken">Gives up running transactions cleanly: nothing of them is written.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Stops the engine and disposes its store.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
