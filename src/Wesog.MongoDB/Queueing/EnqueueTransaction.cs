using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Queueing;

/// <summary>Accepts operations of one tenant in one transaction.</summary>
internal sealed class EnqueueTransaction(MongoSession store, IReadOnlyList<NewOperation> operations, QueueLimits limits)
{
    private readonly string _tenant = operations[0].Operation.Tenant;

    // Encoded once, however often the transaction runs.
    private readonly IReadOnlyList<RawBsonDocument>?[] _work = new IReadOnlyList<RawBsonDocument>?[operations.Count];

    public Task<IReadOnlyList<EnqueueResult>> RunAsync(CancellationToken cancellationToken) =>
        store.Transactions.RepeatAsync(TryRunAsync, cancellationToken);

    /// <returns>The results; null if the transaction must run again.</returns>
    private async Task<IReadOnlyList<EnqueueResult>?> TryRunAsync(IClientSessionHandle session, CancellationToken cancellationToken)
    {
        if (await store.Counters.FindAsync(session, _tenant, cancellationToken).ConfigureAwait(false) is not var (queue, _))
        {
            await store.CreateTenantAsync(_tenant, cancellationToken).ConfigureAwait(false);
            return null;
        }

        var bound = await FindBoundAsync(session, cancellationToken).ConfigureAwait(false);
        var admission = new Admission(queue, limits);
        var results = new EnqueueResult[operations.Count];
        var accepted = new List<BsonDocument>();
        var work = new List<BsonDocument>();
        var keys = new List<BsonDocument>();
        for (var i = 0; i < results.Length; i++)
        {
            var (before, key) = (admission.Totals.Bytes, operations[i].Key);
            results[i] = admission.Admit(operations[i], key is null ? null : bound.GetValueOrDefault(key.Key));
            if (results[i] is EnqueueResult.Accepted { Operation: var operation })
            {
                accepted.Add(OperationDocument.Encode(operation, key)
                    .Add(OperationFields.Bytes, admission.Totals.Bytes - before).Add(OperationFields.Attempts, 0));
                work.AddRange(WorkCollection.Place(accepted[^1], _work[i] ??= WorkDocument.Encode(operations[i].Payload)));
                keys.AddRange(KeyCollection.Encode(operation, key));
            }
        }

        if (accepted.Count > 0)
        {
            var bytes = admission.Totals.Bytes - queue.Bytes;
            await store.Counters.AcceptAsync(session, _tenant, accepted.Count, bytes, cancellationToken).ConfigureAwait(false);
            if (!await store.Keys.TryInsertAsync(session, keys, cancellationToken).ConfigureAwait(false))
            {
                // Another host has bound a key since this transaction read.
                return null;
            }

            await store.Operations.InsertAsync(session, accepted, cancellationToken).ConfigureAwait(false);
            await store.Work.InsertAsync(session, work, cancellationToken).ConfigureAwait(false);
        }

        return results;
    }

    private async Task<Dictionary<string, EnqueueResult.Duplicate>> FindBoundAsync(IClientSessionHandle session, CancellationToken cancellationToken)
    {
        var keys = operations.Select(operation => operation.Key?.Key).OfType<string>();
        var bound = new Dictionary<string, EnqueueResult.Duplicate>(StringComparer.Ordinal);
        foreach (var (key, number, fingerprint) in await store.Keys.FindAsync(session, _tenant, keys, cancellationToken).ConfigureAwait(false))
        {
            var operation = await store.Operations.FindAsync(session, _tenant, number, cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidDataException($"The idempotency key of operation {number} of \"{_tenant}\" is kept, but the operation is not.");
            bound.Add(key, new(operation, fingerprint));
        }

        return bound;
    }
}
