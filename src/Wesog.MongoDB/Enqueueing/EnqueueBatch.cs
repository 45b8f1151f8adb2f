using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;
using Wesog.Storage;

namespace Wesog.MongoDB.Enqueueing;

/// <summary>Accepts operations of one tenant in one transaction, and completes each caller's task.</summary>
internal sealed class EnqueueBatch(MongoSession store, string tenant, IReadOnlyList<PendingEnqueue> entries)
{
    private const int MostEntries = 100;
    private const long MostBytes = 8L << 20;

    /// <summary>Returns true if the batch can take another entry. It always takes the first, whatever its size.</summary>
    public static bool HasRoom(int entries, long bytes) => entries == 0 || (entries < MostEntries && bytes <= MostBytes);

    /// <summary>Never throws. A failure is reported to each entry.</summary>
    public async Task RunAsync()
    {
        try
        {
            var results = await TryAcceptAsync().ConfigureAwait(false);
            for (var i = 0; i < results.Count; i++)
            {
                entries[i].Answer(results[i]);
            }
        }
        catch (Exception failure) when (entries.Count > 1 && !Failures.IsOutage(failure))
        {
            // The server may reject one of the entries. Run each alone, so that only that one fails.
            foreach (var entry in entries)
            {
                await new EnqueueBatch(store, tenant, [entry]).RunAsync().ConfigureAwait(false);
            }
        }
        catch (Exception failure)
        {
            foreach (var entry in entries)
            {
                entry.Fail(failure);
            }
        }
    }

    private async Task<IReadOnlyList<EnqueueResult>> TryAcceptAsync()
    {
        while (true)
        {
            try
            {
                return await store.Transactions.RunAsync(AcceptAsync, CancellationToken.None).ConfigureAwait(false);
            }
            catch (TenantUnknownException)
            {
                await store.Tenants.BeginAsync(tenant, CancellationToken.None).ConfigureAwait(false);
                await store.Leases.BeginAsync(tenant, CancellationToken.None).ConfigureAwait(false);
                await store.Turns.BeginAsync(tenant, CancellationToken.None).ConfigureAwait(false);
            }
            catch (MongoException raced) when (Failures.IsDuplicateKey(raced))
            {
                // Another host has bound a key since this transaction read. Run again and read the binding.
            }
        }
    }

    private async Task<IReadOnlyList<EnqueueResult>> AcceptAsync(IClientSessionHandle session, CancellationToken cancellationToken)
    {
        var counters = await store.Tenants.FindAsync(session, tenant, cancellationToken).ConfigureAwait(false);
        var turn = await store.Turns.FindAsync(session, tenant, cancellationToken).ConfigureAwait(false);
        if (counters is not { } intake || turn is not { } ended)
        {
            throw new TenantUnknownException();
        }

        var admission = new Admission(intake, ended, await KeysAsync(session, cancellationToken).ConfigureAwait(false));
        var results = new List<EnqueueResult>(entries.Count);
        foreach (var entry in entries)
        {
            results.Add(admission.Admit(entry) ?? await DuplicateAsync(session, admission, entry, cancellationToken).ConfigureAwait(false));
        }

        await WriteAsync(session, admission, cancellationToken).ConfigureAwait(false);
        return results;
    }

    private async Task<Dictionary<string, (long Number, ReadOnlyMemory<byte> Fingerprint)>> KeysAsync(
        IClientSessionHandle session, CancellationToken cancellationToken)
    {
        string[] keys = [.. entries.Select(entry => entry.Draft.Key?.Key).OfType<string>()];
        return keys.Length == 0 ? [] : await store.Keys.FindAsync(session, tenant, keys, cancellationToken).ConfigureAwait(false);
    }

    private async Task<EnqueueResult> DuplicateAsync(
        IClientSessionHandle session, Admission admission, PendingEnqueue entry, CancellationToken cancellationToken)
    {
        var (number, fingerprint) = admission.BoundBy(entry.Draft.Key!.Key);
        var operation = admission.Accepted(number)
            ?? await store.Operations.FindAsync(session, tenant, number, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidDataException($"The idempotency key of operation {number} of \"{tenant}\" is kept, but the operation is not.");
        return new EnqueueResult.Duplicate(operation, fingerprint);
    }

    private async Task WriteAsync(IClientSessionHandle session, Admission admission, CancellationToken cancellationToken)
    {
        if (admission.All.Count == 0)
        {
            return;
        }

        var operations = new List<BsonDocument>();
        var work = new List<BsonDocument>();
        foreach (var (entry, operation) in admission.All)
        {
            var document = OperationDocument.Encode(operation)
                .Add(OperationFields.Bytes, entry.Bytes).Add(OperationFields.Attempts, 0);
            if (entry.Draft.Key is { } key)
            {
                document.Add(OperationFields.Key, key.Key);
            }

            work.AddRange(WorkCollection.Place(document, entry.Bytes, entry.Parts));
            operations.Add(document);
        }

        await store.Tenants
            .AcceptAsync(session, tenant, operations.Count, admission.All.Sum(accepted => accepted.Entry.Bytes), cancellationToken)
            .ConfigureAwait(false);
        await store.Keys.InsertAsync(session, tenant, [.. admission.NewKeys], cancellationToken).ConfigureAwait(false);
        await store.Operations.InsertAsync(session, operations, cancellationToken).ConfigureAwait(false);
        await store.Work.InsertAsync(session, work, cancellationToken).ConfigureAwait(false);
    }
}
