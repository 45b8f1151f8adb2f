using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>An engine's way into a store that others share, with the news that comes from it.</summary>
internal sealed class SharedConnection(SharedStore shared, IImageStore store) : GatedStore(store), IStoreChangeFeed
{
    private readonly SemaphoreSlim _watched = new(0);
    private Channel<StoreChange>? _news;

    /// <summary>How many watches were begun, the ones that failed included.</summary>
    public int Watches { get; private set; }

    /// <summary>Whether a watch stands.</summary>
    public bool IsWatched => Volatile.Read(ref _news) is not null;

    /// <summary>Whether news is lost on its way to this engine.</summary>
    public bool DropsNews { get; set; }

    /// <summary>Called at the begin of each watch.</summary>
    public Action BeforeWatch { get; set; } = () => { };

    /// <summary>Awaited before each enqueue.</summary>
    public Func<Task> BeforeEnqueue { get; set; } = () => Task.CompletedTask;

    /// <summary>Awaited after each claim.</summary>
    public Func<WorkItem?, Task> AfterClaim { get; set; } = _ => Task.CompletedTask;

    /// <summary>Awaited after an operation was read, before it is handed over.</summary>
    public Func<Task> AfterGet { get; set; } = () => Task.CompletedTask;

    /// <summary>Called before each look for waiting work.</summary>
    public Action BeforeBacklogs { get; set; } = () => { };

    /// <summary>Ends when the next watch stands and its first news was heard: one watch for each call.</summary>
    public Task WatchedAsync() => _watched.WaitAsync();

    /// <summary>An engine on this connection, once it watches.</summary>
    public async Task<ImageEngine> StartEngineAsync(TimeProvider clock)
    {
        var engine = await ImageEngine.StartNewAsync(this, timeProvider: clock);
        await WatchedAsync();
        return engine;
    }

    /// <summary>Tells this engine alone.</summary>
    public void Hear(StoreChange news)
    {
        if (!DropsNews)
        {
            Volatile.Read(ref _news)?.Writer.TryWrite(news);
        }
    }

    /// <summary>Ends the watch that stands, after what it was told.</summary>
    public void EndWatch(Exception? failure = null) => Volatile.Read(ref _news)!.Writer.Complete(failure);

    public async IAsyncEnumerable<StoreChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Watches++;
        BeforeWatch();
        var news = Channel.CreateUnbounded<StoreChange>();
        Volatile.Write(ref _news, news);
        try
        {
            yield return new StoreChange.ResyncRequired();
            _watched.Release();
            await foreach (var next in news.Reader.ReadAllAsync(cancellationToken))
            {
                yield return next;
            }
        }
        finally
        {
            Volatile.Write(ref _news, null);
        }
    }

    public override async ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
        IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken)
    {
        await BeforeEnqueue();
        var results = await base.EnqueueAsync(operations, limits, cancellationToken);
        if (results.Any(result => result is EnqueueResult.Accepted))
        {
            shared.Tell(new StoreChange.WorkWaits(operations[0].Operation.Tenant));
        }

        return results;
    }

    public override async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        var result = await base.CommitAsync(request, cancellationToken);
        foreach (var operation in (result as CommitResult.Committed)?.Finished ?? [])
        {
            shared.TellEnd(operation);
        }

        return result;
    }

    public override async ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var result = await base.CancelAsync(tenant, operationId, now, cancellationToken);
        if (result.Outcome == CancelOutcome.Canceled)
        {
            shared.TellEnd(result.Operation!);
        }

        return result;
    }

    public override async ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var turn = await base.ClaimAsync(tenant, leaseOptions, limits, now, cancellationToken);
        await AfterClaim(turn);
        return turn;
    }

    public override async ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken)
    {
        var leavesWork = await base.ReleaseAsync(lease, failedOperation, cancellationToken);
        if (leavesWork)
        {
            shared.Tell(new StoreChange.WorkWaits(lease.Tenant));
        }

        return leavesWork;
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
        BeforeBacklogs();
        return base.ListBacklogsAsync(cancellationToken);
    }

#pragma warning disable CA2215 // One engine goes; the others work on. What it forwards to is in memory.
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
#pragma warning restore CA2215
}
