using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Storage;

namespace Wesog.Sqlite.Queueing;

/// <summary>Claims a tenant's next work item in memory. Reads only the payloads that are not cached.</summary>
internal static class WorkItemClaim
{
    public static async ValueTask<WorkItem?> TryClaimAsync(
        SqliteSession session, Tenant tenant, Lease lease, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<QueuedOperation>? claimed;
        while ((claimed = tenant.Queue.Claim(lease, limits, now)) is null)
        {
            // A cancellation has reserved an operation. It ends before this command, which writes nothing.
            await session.Writer.RunAsync(_ => true, weight: 0, cancellationToken).ConfigureAwait(false);
        }

        if (claimed.Count == 0)
        {
            return null;
        }

        try
        {
            return new(lease, await ReadAsync(session.Readers, tenant.Reads, claimed, now, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            tenant.Queue.Release(lease);
            throw;
        }
    }

    private static async ValueTask<ClaimedOperation[]> ReadAsync(
        ReaderPool readers, TenantReads tenant, IReadOnlyList<QueuedOperation> claimed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (claimed.All(operation => operation.Payload is not null || operation.Damage is not null))
        {
            return Start(claimed, now, operation => operation.Payload!);
        }

        try
        {
            return await readers.ReadAsync(
                tenant,
                connection => Start(claimed, now, operation => operation.Payload ?? PayloadRows.Read(connection, operation)),
                cancellationToken,
                isUrgent: true).ConfigureAwait(false);
        }
        catch (StoreDamagedException damage) when (claimed.Count == 1)
        {
            return [new ClaimedOperation.Damaged(claimed[0].Operation.Start(now), damage, claimed[0].Attempts)];
        }
        catch (StoreDamagedException)
        {
            // Each has its own snapshot: SQLite ends one that met damage.
            var alone = new ClaimedOperation[claimed.Count];
            for (var i = 0; i < alone.Length; i++)
            {
                alone[i] = (await ReadAsync(readers, tenant, [claimed[i]], now, cancellationToken).ConfigureAwait(false))[0];
            }

            return alone;
        }
    }

    private static ClaimedOperation[] Start(IReadOnlyList<QueuedOperation> claimed, DateTimeOffset now, Func<QueuedOperation, OperationPayload> read) =>
    [
        .. claimed.Select<QueuedOperation, ClaimedOperation>(operation => operation.Damage is { } damage
            ? new ClaimedOperation.Damaged(operation.Operation.Start(now), damage, operation.Attempts)
            : new ClaimedOperation.Intact(operation.Operation.Start(now), read(operation), operation.Attempts)),
    ];
}
