using Wesog.Operations;
using Wesog.Queueing;
using Wesog.Serialization;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Engine;

/// <summary>The operation service. Limits the reads in progress, and counts the calls that it rejects.</summary>
internal sealed class OperationService(
    IImageStore store, ReadLimiter limiter, OperationSubmitter submitter, OperationCanceler canceler, BatchEncoder encoder, CompletionNotifier notifier,
    EngineClock clock, EngineThreads threads, EngineTelemetry telemetry, Func<EngineState> state) : IImageOperationService
{
    // A longer wait needs no timer: maintenance makes it re-poll before it expires, and the re-poll computes the time left.
    private static readonly TimeSpan LongWait = 2 * Maintenance.RepollInterval;

    public Task<Submission> SubmitAsync(
        string tenant, ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => AcceptAsync(tenant, Check(batch, options), cancellationToken));

    public Task<Submission> SubmitAsync(string tenant, ValidatedBatch batch, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => AcceptAsync(tenant, batch, cancellationToken));

    public Task<Operation> SubmitAndWaitAsync(
        string tenant, ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(
            () => AcceptAndWaitAsync(tenant, Check(batch, (options ?? SubmitOptions.Default) with { Wait = true }), cancellationToken));

    public Task<Submission> SubmitAsync(
        string tenant, ImageEdit edit, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => AcceptAsync(tenant, Check(edit, options), cancellationToken));

    public Task<Operation> SubmitAndWaitAsync(
        string tenant, ImageEdit edit, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(
            () => AcceptAndWaitAsync(tenant, Check(edit, (options ?? SubmitOptions.Default) with { Wait = true }), cancellationToken));

    public Task<ValidationResult> ValidateAsync(
        string tenant, ImageEdit edit, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => EvaluateAsync(tenant, Check(edit, options), cancellationToken));

    public Task<ValidationResult> ValidateAsync(
        string tenant, ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => EvaluateAsync(tenant, Check(batch, options), cancellationToken));

    public Task<ValidationResult> ValidateAsync(string tenant, ValidatedBatch batch, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => EvaluateAsync(tenant, batch, cancellationToken));

    public Task<Operation?> WaitAsync(
        string tenant, long operationId, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => AwaitAsync(tenant, operationId, timeout, isLimited: true, cancellationToken));

    public Task<Operation?> GetAsync(string tenant, long operationId, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => ReadAsync(tenant, operationId, isLimited: true, cancellationToken));

    public Task<IReadOnlyList<Operation>> ListAsync(
        string tenant, OperationQuery? query = null, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(async () =>
        {
            TenantName.Check(tenant);
            query ??= new();
            ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
            ArgumentOutOfRangeException.ThrowIfNegative(query.MaxErrors);
            using var slot = limiter.Enter(tenant);
            return await store.ListOperationsAsync(tenant, query, cancellationToken).ConfigureAwait(false);
        });

    public Task<Operation?> CancelAsync(string tenant, long operationId, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => canceler.CancelAsync(tenant, operationId, cancellationToken));

    public Task<int> CancelAsync(string tenant, OperationQuery query, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => canceler.CancelAsync(tenant, query, cancellationToken));

    private async Task<Submission> AcceptAsync(string tenant, ValidatedBatch batch, CancellationToken cancellationToken)
    {
        TenantName.Check(tenant);
        ArgumentNullException.ThrowIfNull(batch);
        return state() == EngineState.Running
            ? await submitter.AcceptAsync(tenant, batch, cancellationToken).ConfigureAwait(false)
            : throw new EngineStoppedException();
    }

    private async Task<Operation> AcceptAndWaitAsync(string tenant, ValidatedBatch batch, CancellationToken cancellationToken)
    {
        var (accepted, _) = await AcceptAsync(tenant, batch, cancellationToken).ConfigureAwait(false);
        if (accepted.IsFinished)
        {
            return accepted;
        }

        var ended = await AwaitAcceptedAsync(tenant, accepted.Id, cancellationToken).ConfigureAwait(false);
        return ended is { IsFinished: true } ? ended : throw new EngineStoppedException(accepted.Id);
    }

    private async Task<ValidationResult> EvaluateAsync(string tenant, ValidatedBatch batch, CancellationToken cancellationToken)
    {
        TenantName.Check(tenant);
        ArgumentNullException.ThrowIfNull(batch);
        using var slot = limiter.Enter(tenant);
        return new(await submitter.EvaluateAsync(tenant, batch, cancellationToken).ConfigureAwait(false));
    }

    // The caller must learn the number: a failure without it would look as if nothing was accepted.
    private async Task<Operation?> AwaitAcceptedAsync(string tenant, long operationId, CancellationToken cancellationToken)
    {
        try
        {
            return await AwaitAsync(tenant, operationId, Timeout.InfiniteTimeSpan, isLimited: false, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreDamagedException damage)
        {
            throw new StoreDamagedException(damage.Store, damage.Location, damage, operationId);
        }
        catch (StoreUnavailableException outage)
        {
            throw new StoreUnavailableException(outage.Store, outage.Reason, outage, operationId);
        }
    }

    /// <param name="tenant">The name of the tenant.</param>
    /// <param name="operationId">The number of the operation.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <param name="isLimited">
    /// Whether the tenant's limit of reads applies to the first read. It never applies to a wait that has begun, or for a caller whose
    /// operation was accepted: a refusal would look as if it was not. Nor does an outage end such a wait, except the loss of the store,
    /// which lasts until the engine is started again.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    private async Task<Operation?> AwaitAsync(
        string tenant, long operationId, TimeSpan timeout, bool isLimited, CancellationToken cancellationToken)
    {
        TenantName.Check(tenant);
        var began = clock.Provider.GetTimestamp();
        for (var isFirst = true; ; isFirst = false)
        {
            var ended = notifier.Subscribe(tenant, operationId);
            try
            {
                var left = Remaining(timeout, clock.Provider.GetElapsedTime(began));
                var isLast = left == TimeSpan.Zero || notifier.IsClosed;
                var (isKnown, operation) = await TryReadAsync(
                    tenant, operationId, isLimited && isFirst, toleratesOutage: !isLimited || (!isFirst && !isLast), cancellationToken).ConfigureAwait(false);
                if (isKnown && (operation is null || operation.IsFinished))
                {
                    notifier.Complete(tenant, operationId, operation);
                    return operation;
                }

                if (isLast)
                {
                    return operation;
                }

                if (await AwaitWithinAsync(left, ended, cancellationToken).ConfigureAwait(false) is { } finished)
                {
                    return finished;
                }
            }
            finally
            {
                notifier.Unsubscribe(tenant, operationId, ended);
            }
        }
    }

    private async Task<Operation?> ReadAsync(string tenant, long operationId, bool isLimited, CancellationToken cancellationToken)
    {
        TenantName.Check(tenant);
        using var slot = isLimited ? limiter.Enter(tenant) : default;
        return await store.GetOperationAsync(tenant, operationId, cancellationToken).ConfigureAwait(false);
    }

    // A temporary outage does not end a wait that has begun.
    private async Task<(bool IsKnown, Operation? Operation)> TryReadAsync(
        string tenant, long operationId, bool isLimited, bool toleratesOutage, CancellationToken cancellationToken)
    {
        try
        {
            return (true, await ReadAsync(tenant, operationId, isLimited, cancellationToken).ConfigureAwait(false));
        }
        catch (StoreUnavailableException outage) when (toleratesOutage && outage.Reason != StoreUnavailableReason.OwnershipLost)
        {
            return (false, null);
        }
    }

    private async Task<Operation?> AwaitWithinAsync(TimeSpan left, Task<Operation?> ended, CancellationToken cancellationToken)
    {
        try
        {
            var pause = left > LongWait ? Timeout.InfiniteTimeSpan : left;
            return await threads.FollowAsync(ended).WaitAsync(pause, clock.Provider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static TimeSpan Remaining(TimeSpan timeout, TimeSpan elapsed) =>
        timeout == Timeout.InfiniteTimeSpan ? timeout : timeout > elapsed ? timeout - elapsed : TimeSpan.Zero;

    private ValidatedBatch Check(ImageBatch batch, SubmitOptions? options)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return encoder.Encode(batch, options ?? SubmitOptions.Default);
    }

    private ValidatedBatch Check(ImageEdit edit, SubmitOptions? options)
    {
        ArgumentNullException.ThrowIfNull(edit);
        return encoder.Encode(edit, options ?? SubmitOptions.Default);
    }
}
