using Wesog.Images;
using Wesog.Operations;
using Wesog.Planning;
using Wesog.Query;
using Wesog.Queueing;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Engine;

/// <summary>Submits validated batches to the inline executor or the queue, and evaluates dry runs.</summary>
internal sealed class OperationSubmitter(
    IImageReads store, EngineLimits limits, BatchPlanner planner, EditPlanner edits, EngineClock clock, InlineExecutor inlineExecutor, OperationEnqueuer enqueuer, EngineTelemetry telemetry)
{
    /// <summary>Accepts a batch as an operation; returns after the store has committed it.</summary>
    public async Task<Submission> AcceptAsync(string tenant, ValidatedBatch batch, CancellationToken cancellationToken)
    {
        batch = Check(batch);
        using var activity = telemetry.StartSubmit(tenant, batch.Total);
        var key = batch.Options.IdempotencyKey;
        var binding = key is null ? null : new IdempotencyBinding(key, Fingerprint.Of(batch));
        var newOperation = Create(tenant, batch, binding);
        if (batch.Options.Wait && batch.Edit is null && await inlineExecutor.TryExecuteAsync(newOperation, cancellationToken).ConfigureAwait(false) is { } finished)
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
        batch = Check(batch);
        var newOperation = Create(tenant, batch, null);
        ClaimedOperation.Intact[] operations = [new(newOperation.Operation.Start(newOperation.Operation.CreatedAt), newOperation.Payload, Attempts: 0)];
        if (batch.Edit is not null)
        {
            return await EvaluateEditAsync(operations[0], cancellationToken).ConfigureAwait(false);
        }

        var found = await store.FindImagesAsync(tenant, new NamedImages(operations), cancellationToken).ConfigureAwait(false);
        var images = found.ToDictionary(image => image.Id, StringComparer.Ordinal);
        return planner.Plan(operations, images.GetValueOrDefault).Finished[0];
    }

    // Without a lease, an image that matched may be gone when it is read.
    private async ValueTask<Operation> EvaluateEditAsync(ClaimedOperation.Intact edit, CancellationToken cancellationToken)
    {
        var (ids, refusal) = await edits.FindAsync(edit, cancellationToken).ConfigureAwait(false);
        if (refusal is not null)
        {
            return refusal.Finished[0];
        }

        var found = await store.FindImagesAsync(edit.Operation.Tenant, ids, cancellationToken).ConfigureAwait(false);
        var images = found.ToDictionary(image => image.Id, StringComparer.Ordinal);
        return planner.Plan([BatchPlanner.Expand(edit, [.. ids.Where(images.ContainsKey)])], images.GetValueOrDefault).Finished[0];
    }

    /// <summary>Returns the batch with its formula in the form that is the same for all formulas of equal meaning.</summary>
    private static ValidatedBatch Check(ValidatedBatch batch)
    {
        if (batch.Options.IdempotencyKey is { } key && !IdempotencyKeys.IsValid(key))
        {
            throw new InvalidIdempotencyKeyException(key.Length);
        }

        if (batch.Options.Label is { } label && !Labels.IsValid(label))
        {
            throw new InvalidLabelException(label.Length);
        }

        if (batch.Options.SubmittedBy is { } name && !Labels.IsValid(name))
        {
            throw new ArgumentException($"{nameof(SubmitOptions.SubmittedBy)} has the rules of a label; this one has {name.Length} characters or invalid ones.", nameof(batch));
        }

        if (batch.ItemErrors.Count > 0 && (!batch.Options.Subset || batch.Total == 0))
        {
            throw new InvalidImagesException(Math.Max(batch.Total, 1), batch.ItemErrors);
        }

        return batch.Edit is { } edit
            ? batch with { Edit = edit with { Formula = ImageFilter.ParseForEdit(edit.Formula, batch.Options.TextLanguage).ToString() } }
            : batch;
    }

    private NewOperation Create(string tenant, ValidatedBatch batch, IdempotencyBinding? binding) => new(
        new()
        {
            Tenant = tenant,
            Method = batch.Method,
            Total = batch.Total,
            Modes = batch.Options.Modes,
            CreatedAt = clock.Now,
            Label = batch.Options.Label,
            SubmittedBy = batch.Options.SubmittedBy,
            Query = batch.Edit?.Formula,
        },
        new(batch.Items, batch.ItemErrors, batch.Options.TextLanguage) { Edit = batch.Edit },
        binding);
}
