using Wesog.Operations;
using Wesog.Queueing;
using Wesog.Serialization;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Engine;

/// <inheritdoc/>
internal sealed class OperationService(
    IImageStore store, SubmissionDesk desk, BatchEncoder encoder, CompletionHub hub, EngineClock clock,
    EngineThreads threads, EngineTelemetry telemetry, Func<EngineState> state) : IImageOperationService
{
    public Task<Submission> SubmitAsync(
        string tenant, ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        SubmitAsync(tenant, Check(batch, options), cancellationToken);

    public async Task<Submission> SubmitAsync(
        string tenant, CheckedBatch batch, CancellationToken cancellationToken = default)
    {
        Tenants.Check(tenant);
        ArgumentNullException.ThrowIfNull(batch);
        if (state() != EngineState.Running)
        {
            throw new EngineStoppedException();
        }

        return await desk.AcceptAsync(tenant, batch, cancellationToken).ConfigureAwait(false);
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

    public Task<Operation> ValidateAsync(
        string tenant, ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        ValidateAsync(tenant, Check(batch, options), cancellationToken);

    public async Task<Operation> ValidateAsync(
        string tenant, CheckedBatch batch, CancellationToken cancellationToken = default)
    {
        Tenants.Check(tenant);
        ArgumentNullException.ThrowIfNull(batch);
        return await desk.JudgeAsync(tenant, batch, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Operation?> WaitAsync(
        string tenant, long operationId, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        Tenants.Check(tenant);
        var ended = hub.Join(tenant, operationId);
        var operation = await GetAsync(tenant, operationId, cancellationToken).ConfigureAwait(false);
        if (operation is null or { IsFinished: true })
        {
            hub.End(tenant, operationId, operation);
            return operation;
        }

        try
        {
            operation = await threads.FollowAsync(ended).WaitAsync(timeout, clock.Provider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            operation = null;
        }

        return operation ?? await GetAsync(tenant, operationId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Operation?> GetAsync(
        string tenant, long operationId, CancellationToken cancellationToken = default)
    {
        Tenants.Check(tenant);
        return await store.GetOperationAsync(tenant, operationId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<Operation>> ListAsync(
        string tenant, OperationQuery? query = null, CancellationToken cancellationToken = default)
    {
        Tenants.Check(tenant);
        query ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(query.MaxErrors);
        return await store.ListOperationsAsync(tenant, query, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Operation?> CancelAsync(
        string tenant, long operationId, CancellationToken cancellationToken = default)
    {
        Tenants.Check(tenant);
        var before = await GetAsync(tenant, operationId, cancellationToken).ConfigureAwait(false);
        if (before is null or { IsFinished: true })
        {
            return before;
        }

        var operation = await store.CancelAsync(tenant, operationId, clock.Now, cancellationToken).ConfigureAwait(false);
        if (operation is { State: OperationState.Canceled })
        {
            telemetry.Finished(operation);
            hub.End(tenant, operationId, operation);
        }

        return operation;
    }

    private CheckedBatch Check(ImageBatch batch, SubmitOptions? options)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return encoder.Encode(batch, options ?? SubmitOptions.Default);
    }
}
