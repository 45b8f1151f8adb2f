using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>A store whose reads of operations are counted and may be held up or fail, and whose cancellations may lose their answer.</summary>
internal sealed class LateReads(IImageStore inner) : GatedStore(inner)
{
    private int _reads;
    private TaskCompletionSource? _held;

    public bool LosesCancellations { get; init; }

    public bool IsOutOfReach { get; set; }

    /// <summary>How many reads have begun.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>The next read waits until this is completed.</summary>
    public TaskCompletionSource HoldNextRead() => _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override async ValueTask<Operation?> GetOperationAsync(
        string tenant, long operationId, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        if (Interlocked.Exchange(ref _held, null) is { } held)
        {
            await held.Task;
        }

        return IsOutOfReach ? throw FaultyStore.Outage : await base.GetOperationAsync(tenant, operationId, cancellationToken);
    }

    public override async ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var result = await base.CancelAsync(tenant, operationId, now, cancellationToken);
        return LosesCancellations ? throw FaultyStore.Outage : result;
    }
}
