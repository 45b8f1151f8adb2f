using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Writing;
using Wesog.Storage;

namespace Wesog.Sqlite.Queueing;

/// <summary>Claims a tenant's next work item in memory. Reads only the items that are not cached.</summary>
internal static class TurnClaim
{
    public static async ValueTask<WorkItem?> TakeAsync(
        SqliteSession session, TenantQueue queue, Lease lease, CommitLimits bounds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<UnfinishedOperation>? run;
        while ((run = queue.Claim(lease.FencingToken, lease.Options.Duration, bounds, now)) is null)
        {
            await session.Writer.RunAsync(new BarrierCommand(), cancellationToken).ConfigureAwait(false);
        }

        if (run.Count == 0)
        {
            return null;
        }

        try
        {
            OperationPayload?[] works = [.. run.Select(operation => operation.Work)];
            if (works.Contains(null))
            {
                works = await session.Readers
                    .ReadAsync(connection => Read(connection, run, works), cancellationToken).ConfigureAwait(false);
            }

            return new(lease, [.. run.Select((operation, i) => new ClaimedOperation(operation.Operation.Start(now), works[i]!, operation.Attempts))]);
        }
        catch
        {
            queue.Release(lease);
            throw;
        }
    }

    private static OperationPayload[] Read(Connection connection, IReadOnlyList<UnfinishedOperation> run, OperationPayload?[] known) =>
        [.. run.Select((operation, i) => known[i] ?? WorkRows.Read(connection, operation.Row))];
}
