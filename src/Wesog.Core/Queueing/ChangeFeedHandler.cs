using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>
/// Handles changes from the change feed of a shared store: signals tenants with waiting work and completes waits.
/// Receiving a change never reads the store. Changes that need a read go to a queue without duplicates, so its length is bounded
/// by the number of awaited operations.
/// </summary>
internal sealed class ChangeFeedHandler(
    IOperationReads store, Maintenance maintenance, TenantScheduler tenantScheduler, CompletionNotifier notifier, EngineClock clock, ILogger logger)
{
    // More than one, so that a slow read does not block the others; few, to limit the load on the store.
    private const int MaxConcurrentReads = 4;

    private readonly Channel<StoreChange> _pending = Channel.CreateUnbounded<StoreChange>();
    private readonly ConcurrentDictionary<StoreChange, bool> _queued = new();

    public void Handle(StoreChange change)
    {
        switch (change)
        {
            case StoreChange.WorkWaits waiting:
                tenantScheduler.Signal(waiting.Tenant);
                break;

            // A waiter that subscribes after this check reads the store after it and finds the operation finished.
            case StoreChange.Finished finished when notifier.IsAwaited(finished.Tenant, finished.OperationId):
                Enqueue(finished);
                break;

            case StoreChange.ResyncRequired:
                Enqueue(change);
                foreach (var (tenant, operationId) in notifier.Awaited)
                {
                    Enqueue(new StoreChange.Finished(tenant, operationId));
                }

                break;
        }
    }

    /// <summary>Processes queued changes until the engine stops.</summary>
    public Task RunAsync(CancellationToken stopping) => Parallel.ForEachAsync(
        _pending.Reader.ReadAllAsync(stopping),
        new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrentReads, CancellationToken = stopping },
        ProcessAsync);

    private void Enqueue(StoreChange change)
    {
        if (_queued.TryAdd(change, true))
        {
            _pending.Writer.TryWrite(change);
        }
    }

    private async ValueTask ProcessAsync(StoreChange change, CancellationToken stopping)
    {
        // Removed before the read: a change that arrives during the read may be newer than its result.
        _queued.TryRemove(change, out _);
        var backoff = new Backoff(clock);
        while (!await TryProcessAsync(change, stopping))
        {
            await backoff.WaitAsync(stopping);
        }
    }

    private async Task<bool> TryProcessAsync(StoreChange change, CancellationToken stopping)
    {
        try
        {
            await (change is StoreChange.Finished finished
                ? CompleteIfFinishedAsync(finished.Tenant, finished.OperationId, stopping)
                : maintenance.SignalBacklogsAsync(stopping));
            return true;
        }
        catch (StoreUnavailableException)
        {
            // MonitoredStore logs it.
            return false;
        }
        catch (StoreDamagedException)
        {
            // MonitoredStore logs it. The waiters read the operation themselves, and get the exception.
            if (change is StoreChange.Finished unread)
            {
                notifier.Complete(unread.Tenant, unread.OperationId, null);
            }

            return true;
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            logger.ChangeNotHandled(failure);
            return false;
        }
    }

    private async Task CompleteIfFinishedAsync(string tenant, long operationId, CancellationToken stopping)
    {
        if (notifier.IsAwaited(tenant, operationId))
        {
            var operation = await store.GetOperationAsync(tenant, operationId, stopping);
            if (operation is null or { IsFinished: true })
            {
                notifier.Complete(tenant, operationId, operation);
            }
        }
    }
}
