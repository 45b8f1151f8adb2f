using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>Deletes expired operations. A tenant whose rows are damaged keeps its operations, and the others' are deleted.</summary>
internal sealed class Retention(SqliteSession session, RetentionPolicy policy, CancellationToken cancellationToken)
{
    private readonly HashSet<Tenant> _damaged = [];

    /// <returns>The number of deleted operations.</returns>
    public async ValueTask<int> RunAsync()
    {
        await UpdateClockStateAsync().ConfigureAwait(false);
        var removed = 0;
        while (removed < policy.MaxCount && await ListAsync(policy.MaxCount - removed).ConfigureAwait(false) is { Count: > 0 } expired)
        {
            // Together, so that they share a transaction if none meets damage.
            removed += (await Task.WhenAll(expired.Select(tenant => DeleteAsync(tenant.Tenant, tenant.Rows))).ConfigureAwait(false)).Sum();
        }

        return removed;
    }

    private async ValueTask UpdateClockStateAsync()
    {
        var kept = await ReadAsync(StoreRow.ClockState).ConfigureAwait(false);
        if (policy.UpdateClockState?.Invoke(kept) is { } next && !next.Span.SequenceEqual(kept))
        {
            await session.Writer.RunAsync(
                connection =>
                {
                    StoreRow.SetClockState(connection, next.Span);
                    return true;
                },
                weight: 1,
                cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<List<(Tenant Tenant, List<long> Rows)>> ListAsync(int most)
    {
        var expired = new List<(Tenant, List<long>)>();
        var tenants = new Queue<Tenant>(session.Tenants.All.Where(tenant => tenant.Row > 0 && !_damaged.Contains(tenant)));
        while (most > 0 && tenants.Count > 0)
        {
            Tenant? reading = null;
            try
            {
                await ReadAsync(connection =>
                {
                    while (most > 0 && tenants.TryDequeue(out reading))
                    {
                        if (OperationRows.Expired(connection, reading.Row, policy, most) is { Count: > 0 } rows)
                        {
                            expired.Add((reading, rows));
                            most -= rows.Count;
                        }
                    }

                    return true;
                }).ConfigureAwait(false);
            }
            catch (StoreDamagedException damage) when (reading is not null)
            {
                // The others are read in another snapshot: SQLite ends one that met damage.
                Skip(reading, damage);
            }
        }

        return expired;
    }

    private async Task<int> DeleteAsync(Tenant tenant, List<long> rows)
    {
        try
        {
            return await session.Writer
                .RunAsync(connection => OperationRows.Delete(connection, tenant.Row, rows), weight: 1 + rows.Count, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreDamagedException damage)
        {
            Skip(tenant, damage);
            return 0;
        }
    }

    private void Skip(Tenant tenant, StoreDamagedException damage)
    {
        session.Damage ??= damage;
        lock (_damaged)
        {
            _damaged.Add(tenant);
        }
    }

    private ValueTask<T> ReadAsync<T>(Func<Connection, T> read) => session.EngineReaders.ReadAsync(session.Maintenance, read, cancellationToken);
}
