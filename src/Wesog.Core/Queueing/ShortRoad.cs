using Wesog.Operations;
using Wesog.Planning;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>
/// The way of operations that someone waits for and that nothing is before: accepted and carried out in one store
/// transaction, so that their items are written once, and on a caller's own road, without a worker.
/// </summary>
internal sealed class ShortRoad(
    IImageStore store, EngineLimits limits, EngineClock clock, EngineThreads threads, TenantRing ring, LeaseTerms terms, CompletionHub hub, EngineTelemetry telemetry)
{
    private readonly TurnPlanner _planner = new(limits.MaxErrors);
    private readonly Gate _gate = new(new(limits.GroupOperations, limits.GroupItems, limits.GroupBytes));

    /// <summary>What became of the operation; null where it must take its place in the queue.</summary>
    public async ValueTask<EnqueueResult?> TryTakeAsync(
        OperationDraft draft, QueueBounds bounds, CancellationToken cancellationToken)
    {
        var traveller = new Traveller(draft);
        if (_gate.TryEnter(traveller) && await traveller.WaitAsync(threads, cancellationToken).ConfigureAwait(false))
        {
            await LeadAsync(draft.Operation.Tenant, traveller, bounds, cancellationToken).ConfigureAwait(false);
        }

        return traveller.Result;
    }

    private async ValueTask LeadAsync(string tenant, Traveller leader, QueueBounds bounds, CancellationToken cancellationToken)
    {
        var group = leader.Group;
        IReadOnlyList<EnqueueResult>? results;
        try
        {
            // No one's cancellation gives up what is others' too.
            results = await TryRunAsync(tenant, group, bounds, group.Count == 1 ? cancellationToken : CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            foreach (var traveller in group)
            {
                traveller.Fail(failure);
            }

            throw;
        }
        finally
        {
            _gate.Leave(tenant);
        }

        for (var i = 0; i < group.Count; i++)
        {
            group[i].Arrive(results?[i]);
        }
    }

    private async ValueTask<IReadOnlyList<EnqueueResult>?> TryRunAsync(
        string tenant, IReadOnlyList<Traveller> group, QueueBounds bounds, CancellationToken cancellationToken)
    {
        if (!ring.TryTake(tenant, out var visit))
        {
            return null;
        }

        // Whatever is not known to be finished is looked for by a worker.
        var hasMore = true;
        try
        {
            var results = await RunAsync(tenant, group, bounds, cancellationToken).ConfigureAwait(false);
            hasMore = results.Any(result => result is EnqueueResult.Accepted { Operation.IsFinished: false });
            return results;
        }
        catch (BatchTooLargeException) when (group.Count > 1)
        {
            // None was kept. Each learns by itself, from the queue, whether it is the one that the store cannot hold.
            return null;
        }
        finally
        {
            ring.Return(visit, group.Sum(traveller => traveller.Draft.Operation.Total), hasMore);
        }
    }

    private async ValueTask<IReadOnlyList<EnqueueResult>> RunAsync(
        string tenant, IReadOnlyList<Traveller> group, QueueBounds bounds, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartTurn(tenant, group.Count);
        var now = clock.Now;
        OperationDraft[] drafts = [.. group.Select(traveller => traveller.Draft)];
        ClaimedOperation[] operations = [.. drafts.Select(draft => new ClaimedOperation(draft.Operation.Start(now), draft.Work, Attempts: 0))];
        var results = await store
            .EnqueueAndRunAsync(
                drafts,
                bounds,
                terms,
                new NamedImages(operations),
                find => _planner.Plan(operations, find, clock.Now),
                cancellationToken)
            .ConfigureAwait(false);
        var ends = new TurnEnds(hub, telemetry);
        for (var i = 0; i < drafts.Length; i++)
        {
            if (results[i] is EnqueueResult.Accepted accepted)
            {
                telemetry.Accepted(drafts[i].Operation);
                if (accepted.Operation.IsFinished)
                {
                    ends.Publish([accepted.Operation]);
                }
            }
        }

        return results;
    }
}
