using Wesog.Images;
using Wesog.Operations;
using Wesog.Planning;
using Wesog.Queueing;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Engine;

/// <summary>Accepts checked batches into the queue, or judges them without.</summary>
internal sealed class OperationSubmitter(
    IImageStore store, EngineLimits limits, EngineClock clock, Scheduler scheduler, EngineTelemetry telemetry)
{
    private readonly QueueLimits _bounds = new(limits.MaxQueuedOperations, limits.MaxQueuedBytes);

    /// <summary>Queues a batch as an operation; returns once it is in the store.</summary>
    public async Task<Submission> AcceptAsync(string tenant, ValidatedBatch batch, CancellationToken cancellationToken)
    {
        Refuse(batch);
        using var activity = telemetry.StartSubmit(tenant, batch.Total);
        var key = batch.Options.IdempotencyKey;
        var binding = key is null ? null : new IdempotencyBinding(key, Fingerprint.Of(batch));
        var draft = DraftOf(tenant, batch, binding);
        if (batch.Options.Wait
            && await scheduler.InlineExecutor.TryTakeAsync(draft, _bounds, cancellationToken).ConfigureAwait(false) is { } finished)
        {
            return new(finished, IsReplay: false);
        }

        return await EnqueueAsync(draft, cancellationToken).ConfigureAwait(false) switch
        {
            EnqueueResult.Accepted accepted => new(accepted.Operation, IsReplay: false),
            EnqueueResult.Duplicate duplicate when duplicate.Fingerprint.Span.SequenceEqual(binding!.Fingerprint.Span) =>
                new(duplicate.Operation, IsReplay: true),
            EnqueueResult.Duplicate duplicate => throw new IdempotencyKeyReusedException(key!, duplicate.Operation.Id),
            _ => throw new QueueFullException(tenant, _bounds.Operations, _bounds.Bytes),
        };
    }

    /// <summary>The operation that the batch would be if it ran now, on its own, before what is queued.</summary>
    public async Task<Operation> JudgeAsync(string tenant, ValidatedBatch batch, CancellationToken cancellationToken)
    {
        Refuse(batch);
        var draft = DraftOf(tenant, batch, null);
        ClaimedOperation[] operations = [new(draft.Operation.Start(draft.Operation.CreatedAt), draft.Work, Attempts: 0)];
        var found = await store.FindImagesAsync(tenant, new NamedImages(operations), cancellationToken).ConfigureAwait(false);
        var images = found.ToDictionary(image => image.Id, StringComparer.Ordinal);
        return new BatchPlanner(limits.MaxErrors).Plan(operations, images.GetValueOrDefault, clock.Now).Finished[0];
    }

    private static void Refuse(ValidatedBatch batch)
    {
        if (batch.Options.IdempotencyKey is { } key && !IdempotencyKeys.IsValid(key))
        {
            throw new InvalidIdempotencyKeyException(key.Length);
        }

        if (batch.ItemErrors.Count > 0 && !batch.Options.Subset)
        {
            throw new InvalidImagesException(batch.Total, batch.ItemErrors);
        }
    }

    private async ValueTask<EnqueueResult> EnqueueAsync(NewOperation draft, CancellationToken cancellationToken)
    {
        try
        {
            var result = await store.EnqueueAsync(draft, _bounds, cancellationToken).ConfigureAwait(false);
            if (result is EnqueueResult.Accepted)
            {
                telemetry.Accepted(draft.Operation);
                scheduler.Signal(draft.Operation.Tenant);
            }

            return result;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or OperationCanceledException)
        {
            // It may have been kept all the same; then it runs, like any other.
            scheduler.Signal(draft.Operation.Tenant);
            throw;
        }
    }

    private NewOperation DraftOf(string tenant, ValidatedBatch batch, IdempotencyBinding? binding) => new(
        new()
        {
            Tenant = tenant,
            Method = batch.Method,
            Total = batch.Total,
            Modes = batch.Options.Modes,
            CreatedAt = clock.Now,
        },
        new(batch.Items, batch.ItemErrors, batch.Options.TextLanguage),
        binding);
}
