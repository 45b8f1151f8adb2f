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
internal sealed class NewsDesk(
    IOperationReads store, Upkeep upkeep, TenantRing ring, CompletionHub hub, EngineClock clock, ILogger logger)
{
    // More than one, so that a slow answer holds up no other; few, because the store has better things to do.
    private const int Lookers = 4;

    private readonly Channel<StoreNews> _inquiries = Channel.CreateUnbounded<StoreNews>();
    private readonly ConcurrentDictionary<StoreNews, bool> _unanswered = new();

    public void Hear(StoreNews news)
    {
        switch (news)
        {
            case StoreNews.WorkWaits waiting:
                ring.Signal(waiting.Tenant);
                break;

            // Whoever joins after this looks into the store after it, and sees the end there.
            case StoreNews.Finished finished when hub.IsAwaited(finished.Tenant, finished.OperationId):
                Inquire(finished);
                break;

            case StoreNews.Unsure:
                Inquire(news);
                foreach (var (tenant, operationId) in hub.Awaited)
                {
                    Inquire(new StoreNews.Finished(tenant, operationId));
                }

                break;
        }
    }

    /// <summary>Looks into what was heard, for as long as the engine runs.</summary>
    public Task LookAsync(CancellationToken stopping) => Parallel.ForEachAsync(
        _inquiries.Reader.ReadAllAsync(stopping),
        new ParallelOptions { MaxDegreeOfParallelism = Lookers, CancellationToken = stopping },
        LookIntoAsync);

    private void Inquire(StoreNews news)
    {
        if (_unanswered.TryAdd(news, true))
        {
            _inquiries.Writer.TryWrite(news);
        }
    }

    private async ValueTask LookIntoAsync(StoreNews news, CancellationToken stopping)
    {
        // Before the look, because what is told meanwhile may be newer than what it finds.
        _unanswered.TryRemove(news, out _);
        var backoff = new Backoff(clock);
        while (!await TryLookIntoAsync(news, stopping))
        {
            await backoff.WaitAsync(stopping);
        }
    }

    private async Task<bool> TryLookIntoAsync(StoreNews news, CancellationToken stopping)
    {
        try
        {
            await (news is StoreNews.Finished finished
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
                hub.End(tenant, operationId, operation);
            }
        }
    }
}
