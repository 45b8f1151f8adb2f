using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>
/// Acts on the news of a store that several engines share. Hearing asks nothing of the store; what must be looked up there
/// waits for one of a few lookers, each once, however often it is told: no more than there is waited for.
/// </summary>
internal sealed class ChangeFeedHandler(
    IOperationReads store, Maintenance upkeep, TenantScheduler ring, CompletionNotifier hub, EngineClock clock, ILogger logger)
{
    // More than one, so that a slow answer holds up no other; few, because the store has better things to do.
    private const int Lookers = 4;

    private readonly Channel<StoreChange> _inquiries = Channel.CreateUnbounded<StoreChange>();
    private readonly ConcurrentDictionary<StoreChange, bool> _unanswered = new();

    public void Hear(StoreChange news)
    {
        switch (news)
        {
            case StoreChange.WorkWaits waiting:
                ring.Signal(waiting.Tenant);
                break;

            // Whoever joins after this looks into the store after it, and sees the end there.
            case StoreChange.Finished finished when hub.IsAwaited(finished.Tenant, finished.OperationId):
                Inquire(finished);
                break;

            case StoreChange.ResyncRequired:
                Inquire(news);
                foreach (var (tenant, operationId) in hub.Awaited)
                {
                    Inquire(new StoreChange.Finished(tenant, operationId));
                }

                break;
        }
    }

    /// <summary>Looks into what was heard, for as long as the engine runs.</summary>
    public Task LookAsync(CancellationToken stopping) => Parallel.ForEachAsync(
        _inquiries.Reader.ReadAllAsync(stopping),
        new ParallelOptions { MaxDegreeOfParallelism = Lookers, CancellationToken = stopping },
        LookIntoAsync);

    private void Inquire(StoreChange news)
    {
        if (_unanswered.TryAdd(news, true))
        {
            _inquiries.Writer.TryWrite(news);
        }
    }

    private async ValueTask LookIntoAsync(StoreChange news, CancellationToken stopping)
    {
        // Before the look, because what is told meanwhile may be newer than what it finds.
        _unanswered.TryRemove(news, out _);
        var backoff = new Backoff(clock);
        while (!await TryLookIntoAsync(news, stopping))
        {
            await backoff.WaitAsync(stopping);
        }
    }

    private async Task<bool> TryLookIntoAsync(StoreChange news, CancellationToken stopping)
    {
        try
        {
            await (news is StoreChange.Finished finished
                ? LookUpAsync(finished.Tenant, finished.OperationId, stopping)
                : upkeep.SignalBacklogsAsync(stopping));
            return true;
        }
        catch (StoreUnavailableException)
        {
            // Logged where the store is called.
            return false;
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            logger.NewsNotFollowed(failure);
            return false;
        }
    }

    private async Task LookUpAsync(string tenant, long operationId, CancellationToken stopping)
    {
        if (hub.IsAwaited(tenant, operationId))
        {
            var operation = await store.GetOperationAsync(tenant, operationId, stopping);
            if (operation is null or { IsFinished: true })
            {
                hub.Complete(tenant, operationId, operation);
            }
        }
    }
}
