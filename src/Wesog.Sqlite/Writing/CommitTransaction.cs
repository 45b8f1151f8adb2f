using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>
/// Commits a request under a lease: reads and plans outside the writer thread, and writes on it. If the images are expected to be absent,
/// first inserts them without a read.
/// </summary>
internal sealed class CommitTransaction(SqliteSession session, Tenant tenant, CommitRequest request, Lease lease)
{
    /// <exception cref="LeaseLostException">The lease is over; nothing was written.</exception>
    public async ValueTask<CommitResult> RunAsync(CancellationToken cancellationToken)
    {
        tenant.Queue.RequireAlive(lease);
        await tenant.Committing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var stored = new Dictionary<string, FoundImage?>(StringComparer.Ordinal);
            if (request.TryPlanAbsent() is { } absent)
            {
                try
                {
                    return await WriteAsync(absent, stored, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception failure) when (failure.IsTaken())
                {
                    // An image exists. Only this command was rolled back.
                }
            }

            await ReadAsync(request.ImageIds, stored, cancellationToken).ConfigureAwait(false);
            var plan = request.Plan(id => stored.GetValueOrDefault(id)?.Image);

            // A decision may write images that it did not ask for.
            await ReadAsync([.. plan.Writes.Select(write => write.Id).Where(id => !stored.ContainsKey(id))], stored, cancellationToken)
                .ConfigureAwait(false);
            return await WriteAsync(plan, stored, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            tenant.Committing.Release();
        }
    }

    /// <summary>Adds the images with the given ids; null for each one that does not exist.</summary>
    private async ValueTask ReadAsync(IReadOnlyCollection<string> ids, Dictionary<string, FoundImage?> stored, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return;
        }

        // Urgent, so that a tenant with many waiting reads does not hold a worker, which other tenants wait for.
        var found = await session.Readers
            .ReadAsync(tenant.Reads, connection => ImageRows.Find(connection, tenant.Row, ids), cancellationToken, isUrgent: true)
            .ConfigureAwait(false);
        stored.EnsureCapacity(stored.Count + ids.Count);
        foreach (var image in found)
        {
            stored[image.Image.Id] = image;
        }

        foreach (var id in found.Count < ids.Count ? ids : [])
        {
            stored.TryAdd(id, null);
        }
    }

    private ValueTask<CommitResult> WriteAsync(CommitPlan plan, Dictionary<string, FoundImage?> stored, CancellationToken cancellationToken) =>
        session.Writer.RunAsync(new CommitCommand(session.Payloads, tenant, request, lease, plan, stored), cancellationToken);
}
