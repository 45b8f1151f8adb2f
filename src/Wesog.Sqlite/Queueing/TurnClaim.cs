using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Writing;
using Wesog.Storage;

namespace Wesog.Sqlite.Queueing;

/// <summary>Takes a tenant's turn: the claim is in memory, and only items that are not there too are read.</summary>
internal static class TurnClaim
{
    public static async ValueTask<Turn?> TakeAsync(
        SqliteSession session, TenantQueue queue, Lease lease, GroupBounds bounds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<UnfinishedOperation>? run;
        while ((run = queue.Claim(lease.Fence, lease.Terms.Duration, bounds, now)) is null)
        {
            await session.Writer.RunAsync(new SettleCommand(), cancellationToken).ConfigureAwait(false);
        }

        if (run.Count == 0)
        {
            return null;
        }

        try
        {
            OperationWork?[] works = [.. run.Select(operation => operation.Work)];
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

    private static OperationWork[] Read(Connection connection, IReadOnlyList<UnfinishedOperation> run, OperationWork?[] known) =>
        [.. run.Select((operation, i) => known[i] ?? WorkRows.Read(connection, operation.Row))];
}
