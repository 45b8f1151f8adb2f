using Wesog.Operations;
using Wesog.Queueing;
using Wesog.Serialization;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Engine;

/// <inheritdoc/>
internal sealed class OperationService(
    IImageStore store, OperationSubmitter submitter, BatchEncoder encoder, CompletionNotifier notifier, EngineClock clock,
    EngineThreads threads, EngineTelemetry telemetry, Func<EngineState> state) : IImageOperationService
{
    // A longer wait needs no timer: maintenance makes it re-poll before it expires, and the re-poll computes the time left.
    private static readonly TimeSpan LongWait = 2 * Maintenance.RepollInterval;

    public Task<Submission> SubmitAsync(
        string tenant, ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        SubmitAsync(tenant, Check(batch, options), cancellationToken);

    public async Task<Submission> SubmitAsync(
        string tenant, ValidatedBatch batch, CancellationToken cancellationToken = default)
    {
        TenantName.Check(tenant);
        ArgumentNullException.ThrowIfNull(batch);
        if (state() != EngineState.Running)
        {
            throw new EngineStoppedException();
        }

        return await submitter.AcceptAsync(tenant, batch, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Operation> SubmitAndWaitAsync(
        string tenant, ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = (options ?? SubmitOptions.Default) with { Wait = true };
        var (accepted, _) = await SubmitAsync(tenant, batch, options, cancellationToken).ConfigureAwait(false);
        if (accepted.IsFinished)
        {
            return accepted;
        }

        var ended = await WaitAsync(tenant, accepted.Id, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        return ended is { IsFinished: true } ? ended : throw new EngineStoppedException(accepted.Id);
    }

    public Task<ValidationResult> ValidateAsync(
        string tenant, ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        ValidateAsync(tenant, Check(batch, options), cancellationToken);

    public async Task<ValidationResult> ValidateAsync(
        string tenant, ValidatedBatch batch, CancellationToken cancellationToken = default)
    {
        TenantName.Check(tenant);
        ArgumentNullException.ThrowIfNull(batch);
        return new(await submitter.JudgeAsync(tenant, batch, cancellationToken).ConfigureAwait(false));
    }

    public async Task<Operation?> WaitAsync(
        string tenant, long operationId, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        TenantName.Check(tenant);
        var began = clock.Provider.GetTimestamp();
        for (var isFirst = true; ; isFirst = false)
        {
            var ended = notifier.Subscribe(tenant, operationId);
            try
            {
                var left = Left(timeout, clock.Provider.GetElapsedTime(began));
                var isLast = left == TimeSpan.Zero || notifier.IsClosed;
                var (isKnown, operation) = await LookAsync(tenant, operationId, mayMiss: !isFirst && !isLast, cancellationToken).ConfigureAwait(false);
                if (isKnown && (operation is null || operation.IsFinished))
                {
                    notifier.Complete(tenant, operationId, operation);
                    return operation;
                }

                if (isLast)
                {
                    return operation;
                }

                if (await WithinAsync(left, ended, cancellationToken).ConfigureAwait(false) is { } finished)
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

    public async Task<Operation?> GetAsync(
        string tenant, long operationId, CancellationToken cancellationToken = default)
    {
        TenantName.Check(tenant);
        return await store.GetOperationAsync(tenant, operationId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<Operation>> ListAsync(
        string tenant, OperationQuery? query = null, CancellationToken cancellationToken = default)
    {
        TenantName.Check(tenant);
        query ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(query.MaxErrors);
        return await store.ListOperationsAsync(tenant, query, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Operation?> CancelAsync(
        string tenant, long operationId, CancellationToken cancellationToken = default)
    {
        TenantName.Check(tenant);
        var result = await store.CancelAsync(tenant, operationId, clock.Now, cancellationToken).ConfigureAwait(false);
        if (result.Outcome == CancelOutcome.Canceled)
        {
            telemetry.Finished(result.Operation!);
        }

        if (result.Operation is { IsFinished: true } finished)
        {
            notifier.Complete(tenant, operationId, finished);
        }

        return result.Operation;
    }

    // An outage does not end a wait that has begun.
    private async Task<(bool IsKnown, Operation? Operation)> LookAsync(
        string tenant, long operationId, bool mayMiss, CancellationToken cancellationToken)
    {
        try
        {
            return (true, await GetAsync(tenant, operationId, cancellationToken).ConfigureAwait(false));
        }
        catch (StoreUnavailableException) when (mayMiss)
        {
            return (false, null);
        }
    }

    private async Task<Operation?> WithinAsync(TimeSpan left, Task<Operation?> ended, CancellationToken cancellationToken)
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

    private static TimeSpan Left(TimeSpan timeout, TimeSpan elapsed) =>
        timeout == Timeout.InfiniteTimeSpan ? timeout : timeout > elapsed ? timeout - elapsed : TimeSpan.Zero;

    private ValidatedBatch Check(ImageBatch batch, SubmitOptions? options)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return encoder.Encode(batch, options ?? SubmitOptions.Default);
    }
}
