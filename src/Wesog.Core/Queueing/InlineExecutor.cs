using Wesog.Operations;
using Wesog.Planning;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>
/// The way of operations that someone waits for and that nothing is before: accepted and carried out in one store
/// transaction, so that their items are written once, and on a caller's own road, without a worker.
/// </summary>
internal sealed class InlineExecutor(
    IImageStore store, EngineLimits limits, EngineClock clock, EngineThreads threads, TenantScheduler ring, LeaseOptions terms, CompletionNotifier hub, EngineTelemetry telemetry)
{
    private readonly BatchPlanner _planner = new(limits.MaxErrors);
    private readonly SubmissionCoalescer _gate = new(new(limits.GroupOperations, limits.GroupItems, limits.GroupBytes));

    /// <summary>The operation as it finished; null where it must take its place in the queue.</summary>
    public async ValueTask<Operation?> TryTakeAsync(NewOperation draft, QueueLimits bounds, CancellationToken cancellationToken)
    {
        var traveller = new PendingSubmission(draft);
        if (_gate.TryEnter(traveller) && await traveller.WaitAsync(threads, cancellationToken).ConfigureAwait(false))
        {
            await LeadAsync(draft.Operation.Tenant, traveller, bounds, cancellationToken).ConfigureAwait(false);
        }

        return traveller.Finished;
    }

    private async ValueTask LeadAsync(string tenant, PendingSubmission leader, QueueLimits bounds, CancellationToken cancellationToken)
    {
        var group = leader.Group;
        IReadOnlyList<Operation>? finished;
        try
        {
            // No one's cancellation gives up what is others' too.
            finished = await TryRunAsync(tenant, group, bounds, group.Count == 1 ? cancellationToken : CancellationToken.None).ConfigureAwait(false);
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
            group[i].Complete(finished?[i]);
        }
    }

    private async ValueTask<IReadOnlyList<Operation>?> TryRunAsync(
        string tenant, IReadOnlyList<PendingSubmission> group, QueueLimits bounds, CancellationToken cancellationToken)
    {
        if (!ring.TryTake(tenant, out var visit))
        {
            return null;
        }

        // Whatever is not known to be finished is looked for by a worker.
        var hasMore = true;
        try
        {
            var finished = await RunAsync(tenant, group, bounds, cancellationToken).ConfigureAwait(false);
            hasMore = finished is null;
            return finished;
        }
        finally
        {
            ring.Return(visit, group.Sum(traveller => traveller.Draft.Operation.Total), hasMore);
        }
    }

    private async ValueTask<IReadOnlyList<Operation>?> RunAsync(
        string tenant, IReadOnlyList<PendingSubmission> group, QueueLimits bounds, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartTurn(tenant, group.Count);
        var now = clock.Now;
        NewOperation[] drafts = [.. group.Select(traveller => traveller.Draft)];
        ClaimedOperation[] operations = [.. drafts.Select(draft => new ClaimedOperation(draft.Operation.Start(now), draft.Work, Attempts: 0))];
        var finished = await store
            .TryAcceptAndRunAsync(
                drafts,
                bounds,
                terms,
                new NamedImages(operations),
                find => _planner.Plan(operations, find, clock.Now),
                cancellationToken)
            .ConfigureAwait(false);
        if (finished is not null)
        {
            foreach (var draft in drafts)
            {
                telemetry.Accepted(draft.Operation);
            }

            new CompletionPublisher(hub, telemetry).Publish(finished);
        }

        return finished;
    }
}
