using Microsoft.Extensions.Logging;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>Takes one turn of a tenant from claim to release.</summary>
internal sealed class WorkItemProcessor(
    IImageStore store, EngineLimits limits, EngineClock clock, LeaseOptions terms, CompletionNotifier hub, EngineTelemetry telemetry, ILogger logger)
{
    private readonly WorkItemCommitter _committer = new(store, limits, clock, logger);

    /// <summary>Carries out the tenant's next operations within a budget of items.</summary>
    /// <param name="tenant">Whose turn.</param>
    /// <param name="budget">How many items; the first operation is carried out however many it has.</param>
    /// <param name="stopping">Ends waiting for a store that is out of reach.</param>
    /// <param name="abort">Gives up a running transaction; nothing of it is written.</param>
    /// <exception cref="StoreUnavailableException">Nothing was claimed.</exception>
    public async Task<WorkItemReport> RunAsync(string tenant, int budget, CancellationToken stopping, CancellationToken abort)
    {
        var bounds = new CommitLimits(limits.GroupOperations, Math.Min(limits.GroupItems, budget), limits.GroupBytes);
        var turn = await store.ClaimAsync(tenant, terms, bounds, clock.Now, stopping);
        if (turn is null)
        {
            return WorkItemReport.Nothing;
        }

        using var activity = telemetry.StartTurn(tenant, turn.Operations.Count);
        var ends = new CompletionPublisher(hub, telemetry);
        bool metOutage;
        await using (new LeaseHeartbeat(store, turn.Lease, clock.Provider, logger))
        {
            metOutage = !await TryCarryAsync(turn, ends, abort);
        }

        return new(turn.Operations.Sum(claimed => claimed.Operation.Total), await ReleaseAsync(turn, ends, stopping), metOutage);
    }

    /// <returns>False where the store was out of reach.</returns>
    private async Task<bool> TryCarryAsync(WorkItem turn, CompletionPublisher ends, CancellationToken abort)
    {
        try
        {
            await _committer.ExecuteAsync(turn, ends, abort);
        }
        catch (LeaseLostException lost)
        {
            logger.LeaseLost(lost, turn.Lease.Tenant);
        }
        catch (StoreUnavailableException)
        {
            // Logged where the store is called.
            return false;
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // The engine's stop ran out of time: what is left goes back to the queue, as after any other turn.
        }

        return true;
    }

    // A turn that met an outage may have committed all the same: when the store is back, it says which operations ended.
    private async Task<bool> ReleaseAsync(WorkItem turn, CompletionPublisher ends, CancellationToken stopping)
    {
        var backoff = new Backoff(clock);
        while (true)
        {
            try
            {
                var hasMore = await store.ReleaseAsync(turn.Lease, CancellationToken.None);
                foreach (var missing in turn.Operations.Where(claimed => !ends.Contains(claimed.Operation.Id)))
                {
                    var operation = await store.GetOperationAsync(
                        turn.Lease.Tenant, missing.Operation.Id, CancellationToken.None);
                    if (operation is { IsFinished: true })
                    {
                        ends.PublishFound(operation, missing);
                    }
                }

                return hasMore;
            }
            catch (StoreUnavailableException)
            {
                // Logged where the store is called.
                await backoff.WaitAsync(stopping);
            }
        }
    }
}
