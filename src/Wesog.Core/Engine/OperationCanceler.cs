using Wesog.Operations;
using Wesog.Queueing;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Engine;

/// <summary>Cancels pending operations, by number or by a query.</summary>
internal sealed class OperationCanceler(
    IImageStore store, ReadLimiter limiter, CompletionNotifier notifier, EngineClock clock, EngineTelemetry telemetry)
{
    private const int PageSize = 256;

    // So many cancellations run at once, because a store may write them in one transaction. On others they would conflict.
    private const int AtOnce = 16;

    /// <returns>The operation after the attempt; null if the tenant has none with this number.</returns>
    public async Task<Operation?> CancelAsync(string tenant, long operationId, CancellationToken cancellationToken)
    {
        TenantName.Check(tenant);
        return (await TryCancelAsync(tenant, operationId, cancellationToken).ConfigureAwait(false)).Operation;
    }

    /// <returns>The number of operations that this call has canceled.</returns>
    /// <exception cref="ArgumentException">The query has no filter, or another state than pending.</exception>
    public async Task<int> CancelAsync(string tenant, OperationQuery query, CancellationToken cancellationToken)
    {
        TenantName.Check(tenant);
        ArgumentNullException.ThrowIfNull(query);
        if (!query.HasFilter || query.States.Any(state => state != OperationState.Pending))
        {
            throw new ArgumentException("The query needs a filter, and no other state than pending: only pending operations can be canceled.", nameof(query));
        }

        // Newest first, so that operations accepted meanwhile are not met.
        query = query with { States = [OperationState.Pending], Limit = PageSize, MaxErrors = 0, Before = null };
        var canceled = 0;
        while (await ListAsync(tenant, query, cancellationToken).ConfigureAwait(false) is { Count: > 0 } pending)
        {
            foreach (var operations in pending.Chunk(AtOnce))
            {
                var results = await Task.WhenAll(operations.Select(operation => TryCancelAsync(tenant, operation.Id, cancellationToken))).ConfigureAwait(false);
                canceled += results.Count(result => result.Outcome == CancelOutcome.Canceled);
            }

            query = query with { Before = pending[^1].Id };
        }

        return canceled;
    }

    private async Task<IReadOnlyList<Operation>> ListAsync(string tenant, OperationQuery query, CancellationToken cancellationToken)
    {
        using var slot = limiter.Enter(tenant);
        return await store.ListOperationsAsync(tenant, query, cancellationToken).ConfigureAwait(false);
    }

    private async Task<CancelResult> TryCancelAsync(string tenant, long operationId, CancellationToken cancellationToken)
    {
        var result = await store.CancelAsync(tenant, operationId, clock.Now, cancellationToken).ConfigureAwait(false);
        if (result.Outcome == CancelOutcome.Canceled)
        {
            telemetry.Finished(result.Operation!);
        }

        if (result.Operation is { IsFinished: true } finished)
        {
            notifier.Complete(tenant, operationId, finished);
        }

        return result;
    }
}
