using System.Runtime.ExceptionServices;
using MongoDB.Driver;
using Wesog.Images;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Execution;

/// <summary>
/// Commits a request in one transaction. Operations of a work item require a live lease, and are updated. New operations require an idle
/// tenant, and are inserted with numbers and keys.
/// </summary>
internal sealed class CommitTransaction(MongoSession store, CommitRequest request)
{
    private readonly string _tenant = request.Tenant;
    private readonly Lease? _lease = (request as CommitRequest.Claimed)?.Lease;
    private readonly IReadOnlyList<NewOperation> _new = (request as CommitRequest.Inline)?.Operations ?? [];
    private bool _mayBeAbsent = true;
    private bool _writesImages;
    private bool _meetsIndexing;
    private ExceptionDispatchInfo? _failedDecision;

    public async ValueTask<CommitResult> RunAsync(CancellationToken cancellationToken)
    {
        var result = await Failures.GuardAsync(() => store.Transactions.RepeatAsync(TryRunAsync, cancellationToken)).ConfigureAwait(false);

        // Whatever the decision throws is not a failure of the server.
        _failedDecision?.Throw();
        if (_writesImages && result is CommitResult.Committed)
        {
            store.Index.Changed?.Invoke();
        }

        return result;
    }

    /// <returns>The result; null if the transaction must run again.</returns>
    private async Task<CommitResult?> TryRunAsync(IClientSessionHandle session, CancellationToken cancellationToken)
    {
        if (_meetsIndexing)
        {
            await store.IndexKeeper.PauseAsync(cancellationToken).ConfigureAwait(false);
            _meetsIndexing = false;
        }

        var lastNumber = 0L;
        if (_lease is not null)
        {
            await store.Leases.RequireAsync(_lease, cancellationToken).ConfigureAwait(false);
            await store.Counters.HoldAsync(session, _lease, cancellationToken).ConfigureAwait(false);
        }
        else if (await store.Counters.FindAsync(session, _tenant, cancellationToken).ConfigureAwait(false) is not var (queue, _))
        {
            await store.CreateTenantAsync(_tenant, cancellationToken).ConfigureAwait(false);
            return null;
        }
        else if (queue.Operations > 0 || await store.Leases.IsHeldAsync(session, _tenant, cancellationToken).ConfigureAwait(false))
        {
            return await Transactions.AbortAsync(session, new CommitResult.Busy()).ConfigureAwait(false);
        }
        else
        {
            lastNumber = queue.LastNumber;
        }

        if (await TryPlanAsync(session, cancellationToken).ConfigureAwait(false) is not var (plan, isNew))
        {
            return await Transactions.AbortAsync(session, new CommitResult.Busy()).ConfigureAwait(false);
        }

        try
        {
            return _lease is not null
                ? await FinishAsync(session, _lease, plan, isNew, cancellationToken).ConfigureAwait(false)
                : await AcceptAsync(session, lastNumber, plan, isNew, cancellationToken).ConfigureAwait(false);
        }
        catch (MongoException exists) when (_mayBeAbsent && Failures.IsDuplicateKey(exists))
        {
            _mayBeAbsent = false;
            return null;
        }
        catch (MongoException conflict) when (_lease is null && Failures.IsWriteConflict(conflict))
        {
            // Another operation of the tenant was accepted or executed meanwhile, or is just now. It must run first.
            return await Transactions.AbortAsync(session, new CommitResult.Busy()).ConfigureAwait(false);
        }
    }

    private async Task<CommitResult> FinishAsync(
        IClientSessionHandle session, Lease lease, CommitPlan plan, Func<string, bool> isNew, CancellationToken cancellationToken)
    {
        var claimed = await store.Operations.FindClaimedAsync(session, lease, plan.Finished, cancellationToken).ConfigureAwait(false);
        var added = await WriteImagesAsync(session, plan, isNew, cancellationToken).ConfigureAwait(false);
        var bytes = claimed.Sum(operation => operation[OperationFields.Bytes].AsInt64);
        await store.Counters.FinishAsync(session, _tenant, claimed.Count, bytes, added, cancellationToken).ConfigureAwait(false);
        var finished = plan.Finished;
        if (claimed.Count > 0)
        {
            await store.Work.DeleteAsync(session, claimed, cancellationToken).ConfigureAwait(false);
            finished = request.Finish(plan);
            await store.Operations.FinishAsync(session, finished, cancellationToken).ConfigureAwait(false);
        }

        // If the lease expires between here and the commit, a new claim conflicts with this transaction's hold.
        await store.Leases.RequireAsync(lease, cancellationToken).ConfigureAwait(false);
        return new CommitResult.Committed(finished);
    }

    private async Task<CommitResult> AcceptAsync(
        IClientSessionHandle session, long lastNumber, CommitPlan plan, Func<string, bool> isNew, CancellationToken cancellationToken)
    {
        var numbered = plan.Finished.Select((operation, i) => operation with { Id = lastNumber + 1 + i });
        var keys = numbered.Zip(_new).SelectMany(pair => KeyCollection.Encode(pair.First, pair.Second.Key)).ToList();

        // This write conflicts with each operation that is accepted concurrently. It comes first, because it is cheap to undo.
        await store.Counters.AcceptAsync(session, _tenant, _new.Count, 0, cancellationToken).ConfigureAwait(false);
        if (!await store.Keys.TryInsertAsync(session, keys, cancellationToken).ConfigureAwait(false))
        {
            return await Transactions.AbortAsync(session, new CommitResult.Refused()).ConfigureAwait(false);
        }

        var added = await WriteImagesAsync(session, plan, isNew, cancellationToken).ConfigureAwait(false);
        await store.Counters.FinishAsync(session, _tenant, _new.Count, 0, added, cancellationToken).ConfigureAwait(false);
        var finished = request.Finish(plan, lastNumber);
        var documents = finished.Zip(_new, (operation, accepted) => OperationDocument.Encode(operation, accepted.Key));
        await store.Operations.InsertAsync(session, documents, cancellationToken).ConfigureAwait(false);
        return new CommitResult.Committed(finished);
    }

    private async Task<long> WriteImagesAsync(
        IClientSessionHandle session, CommitPlan plan, Func<string, bool> isNew, CancellationToken cancellationToken)
    {
        _writesImages = plan.Writes.Count > 0;
        try
        {
            return await store.Images.WriteAsync(session, _tenant, plan, isNew, cancellationToken).ConfigureAwait(false);
        }
        catch (MongoException conflict) when (Failures.IsWriteConflict(conflict))
        {
            // No other commit of the tenant writes images now, so a host is adding them to the index. A retry could conflict with its next ones.
            _meetsIndexing = true;
            throw;
        }
    }

    /// <returns>The plan, and which images are known, or expected, not to exist; null if the decision failed.</returns>
    private async Task<(CommitPlan Plan, Func<string, bool> IsNew)?> TryPlanAsync(IClientSessionHandle session, CancellationToken cancellationToken)
    {
        if (_mayBeAbsent && request.TryPlanAbsent() is { } absent)
        {
            return (absent, _ => true);
        }

        _mayBeAbsent = false;
        var found = (await store.Images.FindAsync(session, _tenant, request.ImageIds, cancellationToken).ConfigureAwait(false))
            .ToDictionary(image => image.Id, StringComparer.Ordinal);
        try
        {
            var plan = request.Plan(found.GetValueOrDefault<string, StoredImage>);
            var read = request.ImageIds.ToHashSet(StringComparer.Ordinal);
            return (plan, id => read.Contains(id) && !found.ContainsKey(id));
        }
        catch (Exception failure)
        {
            _failedDecision = ExceptionDispatchInfo.Capture(failure);
            return null;
        }
    }
}
