using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>A store that counts, holds or fails reads of operations, and can lose the responses of cancellations.</summary>
internal sealed class DelayedReadsStore(IImageStore inner) : PausedStore(inner)
{
    private int _reads;
    private TaskCompletionSource? _held;

    public bool LosesCancelResponses { get; init; }

    public bool IsUnavailable { get; set; }

    /// <summary>The number of reads that have started.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Holds the next read until the returned source completes.</summary>
    public TaskCompletionSource HoldNextRead() => _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override async ValueTask<Operation?> GetOperationAsync(
        string tenant, long operationId, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        if (Interlocked.Exchange(ref _held, null) is { } held)
        {
            await held.Task;
        }

        return IsUnavailable ? throw FaultyStore.Outage : await base.GetOperationAsync(tenant, operationId, cancellationToken);
    }

    public override async ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var result = await base.CancelAsync(tenant, operationId, now, cancellationToken);
        return LosesCancelResponses ? throw FaultyStore.Outage : result;
    }
}
