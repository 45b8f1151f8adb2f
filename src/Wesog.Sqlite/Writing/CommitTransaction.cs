using Wesog.Operations;
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
    /// <exception cref="StoreDamagedException">Part of the file is damaged; nothing was written.</exception>
    public async ValueTask<CommitResult> RunAsync(CancellationToken cancellationToken)
    {
        tenant.Queue.RequireAlive(lease);
        await tenant.Committing.WaitAsync(cancellationToken).ConfigureAwait(false);
        CommitPlan? plan = null;
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
            plan = request.Plan(id => stored.GetValueOrDefault(id)?.Image);

            // A decision may write images that it did not ask for.
            await ReadAsync([.. plan.Writes.Select(write => write.Id).Where(id => !stored.ContainsKey(id))], stored, cancellationToken)
                .ConfigureAwait(false);
            return await WriteAsync(plan, stored, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreDamagedException) when (plan is not null && IsEndOfDamaged(plan))
        {
            // The end of a damaged operation cannot be written either. It must not block the tenant's other operations.
            tenant.Queue.SetAside(lease, [.. plan.Finished.Select(operation => operation.Id)]);
            throw;
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
            .ReadAsync(tenant.Reads, connection => ImageRows.Find(connection, tenant.Row, tenant.Name, ids), cancellationToken, isUrgent: true)
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

    private async ValueTask<CommitResult> WriteAsync(CommitPlan plan, Dictionary<string, FoundImage?> stored, CancellationToken cancellationToken)
    {
        if (!IsEndOfDamaged(plan))
        {
            try
            {
                return await session.Writer.RunAsync(
                    new CommitCommand(session, tenant, request, lease, plan, stored), cancellationToken).ConfigureAwait(false);
            }
            catch (StoreDamagedException damage) when (request is CommitRequest.Claimed)
            {
                // What is damaged may be only the payload, of this operation or beside it, which the operation no longer needs.
                session.Damage ??= damage;
            }
        }

        var command = new CommitCommand(session, tenant, request, lease, plan, stored) { KeepsPayloads = true };
        var result = await session.Writer.RunAsync(command, cancellationToken).ConfigureAwait(false);
        foreach (var ended in command.Ended)
        {
            await TryDeletePayloadAsync(ended).ConfigureAwait(false);
        }

        return result;
    }

    private static bool IsEndOfDamaged(CommitPlan plan) => plan.Finished.Count > 0 && plan.Finished.All(operation => operation.IsDamaged);

    // Not in the transaction that ends the operation: SQLite lets no transaction that met damage commit.
    private async ValueTask TryDeletePayloadAsync(QueuedOperation ended)
    {
        try
        {
            await session.Writer.RunAsync(
                connection =>
                {
                    PayloadRows.Delete(connection, ended.StorageId);
                    return true;
                },
                weight: 1,
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreDamagedException damage)
        {
            // The operation has ended. A check of the file lists a payload that stays.
            session.Damage ??= damage;
        }
    }
}
