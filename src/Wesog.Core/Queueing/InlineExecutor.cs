using Wesog.Operations;
using Wesog.Planning;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>Runs awaited operations inline, in one store transaction, when the tenant's queue is empty.</summary>
/// <remarks>The operations run on the caller's thread, without a worker, and their items are never stored.</remarks>
internal sealed class InlineExecutor
{
    private readonly IOperationExecution _store;
    private readonly QueueLimits _limits;
    private readonly LeaseOptions _leaseOptions;
    private readonly BatchPlanner _planner;
    private readonly EngineClock _clock;
    private readonly TenantScheduler _tenantScheduler;
    private readonly CompletionNotifier _notifier;
    private readonly EngineTelemetry _telemetry;
    private readonly SubmissionCoalescer<Operation?> _coalescer;

    public InlineExecutor(
        IOperationExecution store, EngineLimits limits, BatchPlanner planner, EngineClock clock, EngineThreads threads, TenantScheduler tenantScheduler, LeaseOptions leaseOptions, CompletionNotifier notifier, EngineTelemetry telemetry)
    {
        (_store, _leaseOptions, _clock, _tenantScheduler, _notifier, _telemetry) = (store, leaseOptions, clock, tenantScheduler, notifier, telemetry);
        _limits = limits.OfQueue();
        _planner = planner;
        _coalescer = new(limits.OfCommit(), threads, urgentFirst: true, TryExecuteAsync);
    }

    /// <summary>Returns the finished operation; null if it must be enqueued.</summary>
    public ValueTask<Operation?> TryExecuteAsync(NewOperation operation, CancellationToken cancellationToken) =>
        _coalescer.RunAsync(operation, cancellationToken);

    private async ValueTask<IReadOnlyList<Operation?>> TryExecuteAsync(IReadOnlyList<NewOperation> operations, CancellationToken cancellationToken)
    {
        if (!_tenantScheduler.TryTake(operations[0].Operation.Tenant, out var grant))
        {
            return new Operation?[operations.Count];
        }

        // Unless the transaction is known to be committed, a worker must check for waiting operations.
        var hasMore = true;
        try
        {
            if (await CommitAsync(operations, cancellationToken).ConfigureAwait(false) is not CommitResult.Committed committed)
            {
                return new Operation?[operations.Count];
            }

            hasMore = false;
            return committed.Finished;
        }
        catch (Exception failure) when (!failure.MayHaveTakenEffect() && failure is not ObjectDisposedException)
        {
            // Enqueued operations fail again in a worker, which counts the attempts, or ends those that meet damage.
            return new Operation?[operations.Count];
        }
        finally
        {
            _tenantScheduler.Return(grant, operations.Sum(operation => operation.Operation.Total), hasMore);
        }
    }

    private async ValueTask<CommitResult> CommitAsync(IReadOnlyList<NewOperation> operations, CancellationToken cancellationToken)
    {
        using var activity = _telemetry.StartWorkItem(operations[0].Operation.Tenant, operations.Count);
        var now = _clock.Now;
        ClaimedOperation.Intact[] started =
            [.. operations.Select(operation => new ClaimedOperation.Intact(operation.Operation.Start(now), operation.Payload, Attempts: 0))];
        var images = new NamedImages(started);
        var timer = new CommitTimer(_clock);
        var request = new CommitRequest.Inline(operations, _limits, _leaseOptions, images, _planner.Decide(started))
        {
            ExpectAbsent = images.AreExpectedAbsent,
            FinishTime = timer.TakeFinishTime,
        };
        var result = await _store.CommitAsync(request, cancellationToken).ConfigureAwait(false);
        if (result is CommitResult.Committed committed)
        {
            _telemetry.Committed(timer.Elapsed);
            foreach (var operation in operations)
            {
                _telemetry.Accepted(operation.Operation);
            }

            new CompletionPublisher(_notifier, _telemetry).Publish(committed.Finished);
        }

        return result;
    }
}
