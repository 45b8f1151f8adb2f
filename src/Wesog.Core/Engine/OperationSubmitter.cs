using Wesog.Images;
using Wesog.Operations;
using Wesog.Planning;
using Wesog.Queueing;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Engine;

/// <summary>Submits validated batches to the inline executor or the queue, and evaluates dry runs.</summary>
internal sealed class OperationSubmitter(
    IImageReads store, EngineLimits limits, EngineClock clock, InlineExecutor inlineExecutor, OperationEnqueuer enqueuer, EngineTelemetry telemetry)
{
    /// <summary>Accepts a batch as an operation; returns after the store has committed it.</summary>
    public async Task<Submission> AcceptAsync(string tenant, ValidatedBatch batch, CancellationToken cancellationToken)
    {
        ThrowIfInvalid(batch);
        using var activity = telemetry.StartSubmit(tenant, batch.Total);
        var key = batch.Options.IdempotencyKey;
        var binding = key is null ? null : new IdempotencyBinding(key, Fingerprint.Of(batch));
        var newOperation = Create(tenant, batch, binding);
        if (batch.Options.Wait && await inlineExecutor.TryExecuteAsync(newOperation, cancellationToken).ConfigureAwait(false) is { } finished)
        {
            return new(finished, IsReplay: false);
        }

        return await enqueuer.EnqueueAsync(newOperation, cancellationToken).ConfigureAwait(false) switch
        {
            EnqueueResult.Accepted accepted => new(accepted.Operation, IsReplay: false),
            EnqueueResult.Duplicate duplicate when duplicate.Fingerprint.Span.SequenceEqual(binding!.Fingerprint.Span) =>
                new(duplicate.Operation, IsReplay: true),
            EnqueueResult.Duplicate duplicate => throw new IdempotencyKeyReusedException(key!, duplicate.Operation.Id),
            _ => throw new QueueFullException(tenant, limits.MaxQueuedOperations, limits.MaxQueuedBytes),
        };
    }

    /// <summary>Returns the operation that would result if the batch ran now, alone and before all queued operations.</summary>
    public async Task<Operation> EvaluateAsync(string tenant, ValidatedBatch batch, CancellationToken cancellationToken)
    {
        ThrowIfInvalid(batch);
        var newOperation = Create(tenant, batch, null);
        ClaimedOperation.Intact[] operations = [new(newOperation.Operation.Start(newOperation.Operation.CreatedAt), newOperation.Payload, Attempts: 0)];
        var found = await store.FindImagesAsync(tenant, new NamedImages(operations), cancellationToken).ConfigureAwait(false);
        var images = found.ToDictionary(image => image.Id, StringComparer.Ordinal);
        return new BatchPlanner(limits.MaxErrors, () => clock.Now).Plan(operations, images.GetValueOrDefault).Finished[0];
    }

    private static void ThrowIfInvalid(ValidatedBatch batch)
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

    private NewOperation Create(string tenant, ValidatedBatch batch, IdempotencyBinding? binding) => new(
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
