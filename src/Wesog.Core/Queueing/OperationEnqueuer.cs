using Wesog.Operations;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>Enqueues operations in the store, and signals their tenants to the workers.</summary>
internal sealed class OperationEnqueuer
{
    private readonly IOperationQueue _store;
    private readonly QueueLimits _limits;
    private readonly TenantScheduler _tenantScheduler;
    private readonly EngineTelemetry _telemetry;
    private readonly SubmissionCoalescer<EnqueueResult> _coalescer;

    public OperationEnqueuer(
        IOperationQueue store, EngineLimits limits, EngineThreads threads, TenantScheduler tenantScheduler, EngineTelemetry telemetry)
    {
        (_store, _tenantScheduler, _telemetry) = (store, tenantScheduler, telemetry);
        _limits = limits.OfQueue();
        _coalescer = new(limits.OfCommit(), threads, urgentFirst: false, EnqueueAsync);
    }

    public ValueTask<EnqueueResult> EnqueueAsync(NewOperation operation, CancellationToken cancellationToken) =>
        _coalescer.RunAsync(operation, cancellationToken);

    private async ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(IReadOnlyList<NewOperation> operations, CancellationToken cancellationToken)
    {
        // If the call fails, the store may have accepted the operations, and a worker must look for them.
        var mayWait = true;
        try
        {
            var results = await _store.EnqueueAsync(operations, _limits, cancellationToken).ConfigureAwait(false);
            mayWait = false;
            foreach (var result in results)
            {
                if (result is EnqueueResult.Accepted accepted)
                {
                    mayWait = true;
                    _telemetry.Accepted(accepted.Operation);
                }
            }

            return results;
        }
        finally
        {
            if (mayWait)
            {
                _tenantScheduler.Signal(operations[0].Operation.Tenant);
            }
        }
    }
}
