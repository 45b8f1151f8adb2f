using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>A store whose reads of images and operations wait while it is held.</summary>
internal sealed class HeldReadsStore(IImageStore inner) : PausedStore(inner)
{
    private TaskCompletionSource _released = Released();

    /// <summary>Makes later reads wait.</summary>
    public void Hold() => _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes the waiting reads, and lets later ones through.</summary>
    public void Release() => _released.TrySetResult();

    public override async ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await _released.Task.WaitAsync(cancellationToken);
        return await base.FindImagesAsync(tenant, ids, cancellationToken);
    }

    public override async ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken)
    {
        await _released.Task.WaitAsync(cancellationToken);
        await base.ScanImagesAsync(tenant, scan, cancellationToken);
    }

    public override async ValueTask<Operation?> GetOperationAsync(string tenant, long operationId, CancellationToken cancellationToken)
    {
        await _released.Task.WaitAsync(cancellationToken);
        return await base.GetOperationAsync(tenant, operationId, cancellationToken);
    }

    public override async ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(
        string tenant, OperationQuery query, CancellationToken cancellationToken)
    {
        await _released.Task.WaitAsync(cancellationToken);
        return await base.ListOperationsAsync(tenant, query, cancellationToken);
    }

    private static TaskCompletionSource Released()
    {
        var released = new TaskCompletionSource();
        released.SetResult();
        return released;
    }
}
