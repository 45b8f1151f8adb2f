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
            OperationPayload?[] payloads = [.. claimed.Select(operation => operation.Payload)];
            if (payloads.Contains(null))
            {
                payloads = await session.Readers
                    .ReadAsync(tenant.Reads, connection => Read(connection, claimed, payloads), cancellationToken, isUrgent: true)
                    .ConfigureAwait(false);
            }

            return new(lease, [.. claimed.Select((operation, i) =>
                new ClaimedOperation(operation.Operation.Start(now), payloads[i]!, operation.Attempts))]);
        }
        catch
        {
            tenant.Queue.Release(lease);
            throw;
        }
    }

    private static OperationPayload[] Read(Connection connection, IReadOnlyList<QueuedOperation> claimed, OperationPayload?[] cached) =>
        [.. claimed.Select((operation, i) => cached[i] ?? PayloadRows.Read(connection, operation.StorageId))];
}
