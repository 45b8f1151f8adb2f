using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>One engine's connection to a shared store, with its change feed.</summary>
internal sealed class SharedConnection(SharedStore shared, IImageStore store) : PausedStore(store), IStoreChangeFeed
{
    private readonly SemaphoreSlim _started = new(0);
    private Channel<StoreChange>? _changes;

    /// <summary>The number of watches that were started, including failed ones.</summary>
    public int WatchCount { get; private set; }

    /// <summary>Whether a watch is active.</summary>
    public bool IsWatching => Volatile.Read(ref _changes) is not null;

    /// <summary>Whether changes are lost before they reach this engine.</summary>
    public bool DropsChanges { get; set; }

    /// <summary>Called before each watch.</summary>
    public Action BeforeWatch { get; set; } = () => { };

    /// <summary>Awaited before each enqueue.</summary>
    public Func<Task> BeforeEnqueue { get; set; } = () => Task.CompletedTask;

    /// <summary>Awaited after each claim.</summary>
    public Func<WorkItem?, Task> AfterClaim { get; set; } = _ => Task.CompletedTask;

    /// <summary>Awaited after an operation was read, before it is returned.</summary>
    public Func<Task> AfterGet { get; set; } = () => Task.CompletedTask;

    /// <summary>Called before each query for pending operations.</summary>
    public Action BeforeListBacklogs { get; set; } = () => { };

    /// <summary>Waits until the next watch has delivered its first change. Each call waits for one more watch.</summary>
    public Task WaitForWatchAsync() => _started.WaitAsync();

    /// <summary>Starts an engine on this connection and waits until it watches.</summary>
    public async Task<ImageEngine> StartEngineAsync(TimeProvider clock)
    {
        var engine = await ImageEngine.StartNewAsync(this, timeProvider: clock);
        await WaitForWatchAsync();
        return engine;
    }

    /// <summary>Delivers a change to this engine only.</summary>
    public void Receive(StoreChange change)
    {
        if (!DropsChanges)
        {
            Volatile.Read(ref _changes)?.Writer.TryWrite(change);
        }
    }

    /// <summary>Ends the active watch after all changes that it has received.</summary>
    public void CompleteWatch(Exception? failure = null) => Volatile.Read(ref _changes)!.Writer.Complete(failure);

    public async IAsyncEnumerable<StoreChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        WatchCount++;
        BeforeWatch();
        var changes = Channel.CreateUnbounded<StoreChange>();
        Volatile.Write(ref _changes, changes);
        try
        {
            yield return new StoreChange.ResyncRequired();
            _started.Release();
            await foreach (var next in changes.Reader.ReadAllAsync(cancellationToken))
            {
                yield return next;
            }
        }
        finally
        {
            Volatile.Write(ref _changes, null);
        }
    }

    public override async ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
        IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken)
    {
        await BeforeEnqueue();
        var results = await base.EnqueueAsync(operations, limits, cancellationToken);
        if (results.Any(result => result is EnqueueResult.Accepted))
        {
            shared.Publish(new StoreChange.WorkWaits(operations[0].Operation.Tenant));
        }

        return results;
    }

    public override async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        var result = await base.CommitAsync(request, cancellationToken);
        foreach (var operation in (result as CommitResult.Committed)?.Finished ?? [])
        {
            shared.PublishFinished(operation);
        }

        return result;
    }

    public override async ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var result = await base.CancelAsync(tenant, operationId, now, cancellationToken);
        if (result.Outcome == CancelOutcome.Canceled)
        {
            shared.PublishFinished(result.Operation!);
        }

        return result;
    }

    public override async ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var workItem = await base.ClaimAsync(tenant, leaseOptions, limits, now, cancellationToken);
        await AfterClaim(workItem);
        return workItem;
    }

    public override async ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken)
    {
        var hasPending = await base.ReleaseAsync(lease, failedOperation, cancellationToken);
        if (hasPending)
        {
            shared.Publish(new StoreChange.WorkWaits(lease.Tenant));
        }

        return hasPending;
    }

    public override async ValueTask<Operation?> GetOperationAsync(
        string tenant, long operationId, CancellationToken cancellationToken)
    {
        var operation = await base.GetOperationAsync(tenant, operationId, cancellationToken);
        await AfterGet().WaitAsync(cancellationToken);
        return operation;
    }

    public override ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken)
    {
        BeforeListBacklogs();
        return base.ListBacklogsAsync(cancellationToken);
    }

#pragma warning disable CA2215 // The other engines still use the inner store, which is in memory.
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
#pragma warning restore CA2215
}
