using Wesog.Operations;
using Wesog.Planning;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>
/// The way of an operation that someone waits for and that nothing is before: accepted and carried out in one store
/// transaction, so that its items are written once, and on the caller's own road, without a worker.
/// </summary>
internal sealed class ShortRoad(
    IImageStore store, EngineLimits limits, EngineClock clock, TenantRing ring, LeaseTerms terms, CompletionHub hub, EngineTelemetry telemetry)
{
    private readonly TurnPlanner _planner = new(limits.MaxErrors);

    /// <summary>What became of the operation; null where it must take its place in the queue.</summary>
    public async ValueTask<EnqueueResult?> TryTakeAsync(
        OperationDraft draft, QueueBounds bounds, CancellationToken cancellationToken)
    {
        if (!ring.TryTake(draft.Operation.Tenant, out var visit))
        {
            return null;
        }

        // Whatever is not known to be finished is looked for by a worker.
        var hasMore = true;
        try
        {
            var result = await RunAsync(draft, bounds, cancellationToken).ConfigureAwait(false);
            hasMore = result is EnqueueResult.Accepted { Operation.IsFinished: false };
            return result;
        }
        finally
        {
            ring.Return(visit, draft.Operation.Total, hasMore);
        }
    }

    private async ValueTask<EnqueueResult> RunAsync(
        OperationDraft draft, QueueBounds bounds, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartTurn(draft.Operation.Tenant, operations: 1);
        ClaimedOperation[] operations = [new(draft.Operation.Start(clock.Now), draft.Work, Attempts: 0)];
        var result = await store
            .EnqueueAndRunAsync(
                draft,
                bounds,
                terms,
                new NamedImages(operations),
                find => _planner.Plan(operations, find, clock.Now),
                cancellationToken)
            .ConfigureAwait(false);
        if (result is EnqueueResult.Accepted accepted)
        {
            telemetry.Accepted(draft.Operation);
            if (accepted.Operation.IsFinished)
            {
                new TurnEnds(hub, telemetry).Publish([accepted.Operation]);
            }
        }

        return result;
    }
}
