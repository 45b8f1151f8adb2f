using Wesog.Operations;
using Wesog.Planning;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>Runs awaited operations inline, in one store transaction, when the tenant's queue is empty.</summary>
/// <remarks>The operations run on the caller's thread, without a worker, and their items are never stored.</remarks>
internal sealed class InlineExecutor(
    IImageStore store, EngineLimits limits, EngineClock clock, EngineThreads threads, TenantScheduler tenantScheduler, LeaseOptions leaseOptions, CompletionNotifier notifier, EngineTelemetry telemetry)
{
    private readonly BatchPlanner _planner = new(limits.MaxErrors);
    private readonly SubmissionCoalescer _coalescer = new(new(limits.GroupOperations, limits.GroupItems, limits.GroupBytes));

    /// <summary>Returns the finished operation; null if it must be enqueued.</summary>
    public async ValueTask<Operation?> TryTakeAsync(NewOperation newOperation, QueueLimits queueLimits, CancellationToken cancellationToken)
    {
        var submission = new PendingSubmission(newOperation);
        if (_coalescer.TryEnter(submission) && await submission.WaitAsync(threads, cancellationToken).ConfigureAwait(false))
        {
            await LeadAsync(newOperation.Operation.Tenant, submission, queueLimits, cancellationToken).ConfigureAwait(false);
        }

        return submission.Finished;
    }

    private async ValueTask LeadAsync(string tenant, PendingSubmission leader, QueueLimits queueLimits, CancellationToken cancellationToken)
    {
        var group = leader.Group;
        IReadOnlyList<Operation>? finished;
        try
        {
            // One caller must not cancel a transaction that includes the operations of others.
            finished = await TryRunAsync(tenant, group, queueLimits, group.Count == 1 ? cancellationToken : CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            foreach (var submission in group)
            {
                submission.Fail(failure);
            }

            throw;
        }
        finally
        {
            _coalescer.Leave(tenant);
        }

        for (var i = 0; i < group.Count; i++)
        {
            group[i].Complete(finished?[i]);
        }
    }

    private async ValueTask<IReadOnlyList<Operation>?> TryRunAsync(
        string tenant, IReadOnlyList<PendingSubmission> group, QueueLimits queueLimits, CancellationToken cancellationToken)
    {
        if (!tenantScheduler.TryTake(tenant, out var grant))
        {
            return null;
        }

        // Unless the transaction is known to have finished, a worker must check for pending operations.
        var hasMore = true;
        try
        {
            var finished = await RunAsync(tenant, group, queueLimits, cancellationToken).ConfigureAwait(false);
            hasMore = finished is null;
            return finished;
        }
        finally
        {
            tenantScheduler.Return(grant, group.Sum(submission => submission.Operation.Operation.Total), hasMore);
        }
    }

    private async ValueTask<IReadOnlyList<Operation>?> RunAsync(
        string tenant, IReadOnlyList<PendingSubmission> group, QueueLimits queueLimits, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartWorkItem(tenant, group.Count);
        var now = clock.Now;
        NewOperation[] newOperations = [.. group.Select(submission => submission.Operation)];
        ClaimedOperation[] operations = [.. newOperations.Select(newOperation => new ClaimedOperation(newOperation.Operation.Start(now), newOperation.Payload, Attempts: 0))];
        var finished = await store
            .TryAcceptAndRunAsync(
                newOperations,
                queueLimits,
                leaseOptions,
                new NamedImages(operations),
                find => _planner.Plan(operations, find, clock.Now),
                cancellationToken)
            .ConfigureAwait(false);
        if (finished is not null)
        {
            foreach (var newOperation in newOperations)
            {
                telemetry.Accepted(newOperation.Operation);
            }

            new CompletionPublisher(notifier, telemetry).Publish(finished);
        }

        return finished;
    }
}
