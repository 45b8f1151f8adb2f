using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Wesog.Sqlite.Data;

/// <summary>Runs reads on connections of their own, each read in one snapshot. Tenants share the connections fairly.</summary>
/// <param name="database">Opens a connection when it is first needed, or after a failure.</param>
/// <param name="size">The number of connections; at least 2, because one tenant gets at most all but one.</param>
/// <param name="start">Starts a reader thread, to test a system without threads; null for the default.</param>
internal sealed class ReaderPool(Database database, int size, Action<Thread>? start = null) : IAsyncDisposable
{
    // One processor's thread is left for requests that do not read, also if the disk does not answer.
    private static readonly int MaxInline = Math.Max(1, Environment.ProcessorCount - 1);

    private readonly ReadScheduler _scheduler = new(size);
    private readonly ReaderThreads _threads = new(size, start ?? (thread => thread.Start()));
    private readonly ConcurrentStack<Connection> _idle = [];
    private readonly ConcurrentDictionary<ReaderSnapshot, bool> _snapshots = [];
    private volatile bool _isClosed;
    private int _inline;

    /// <summary>The number of connections.</summary>
    public int Size => size;

    /// <summary>Runs a read of any number of statements, in one transaction, on a reader thread.</summary>
    /// <param name="tenant">The tenant of the read.</param>
    /// <param name="read">The read.</param>
    /// <param name="cancellationToken">Cancels the wait for a connection.</param>
    /// <param name="isUrgent">Whether the read comes before the tenant's other waiting reads.</param>
    /// <exception cref="Operations.StoreUnavailableException">The file cannot be read.</exception>
    /// <exception cref="Operations.StoreDamagedException">Part of the file is damaged.</exception>
    public async ValueTask<T> ReadAsync<T>(
        TenantReads tenant, Func<Connection, T> read, CancellationToken cancellationToken, bool isUrgent = false)
    {
        await _scheduler.EnterAsync(tenant, isUrgent, cancellationToken).ConfigureAwait(false);
        return await RunOnThreadAsync(tenant, () => Run(tenant, connection => ReadSnapshot(connection, read))).ConfigureAwait(false);
    }

    /// <summary>
    /// Runs a single statement that reads one row. It needs no transaction, because one statement reads one snapshot. It runs on the caller's
    /// thread, if that is a thread-pool thread and few others do so; otherwise on a reader thread.
    /// </summary>
    /// <inheritdoc cref="ReadAsync" path="/param"/>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    public async ValueTask<T> ReadOneAsync<T>(TenantReads tenant, Func<Connection, RowRead<T>> read, CancellationToken cancellationToken)
    {
        await _scheduler.EnterAsync(tenant, isUrgent: false, cancellationToken).ConfigureAwait(false);
        if (!Thread.CurrentThread.IsThreadPoolThread || !TryEnterInline())
        {
            return await RunOnThreadAsync(tenant, () => Run(tenant, connection => ReadRow(connection, read))).ConfigureAwait(false);
        }

        try
        {
            return Run(tenant, connection => ReadRow(connection, read));
        }
        finally
        {
            Interlocked.Decrement(ref _inline);
        }
    }

    /// <summary>Opens a snapshot for several reads of one tenant. Dispose of it.</summary>
    public ReaderSnapshot OpenSnapshot(TenantReads tenant)
    {
        var snapshot = new ReaderSnapshot(this, tenant);
        _snapshots.TryAdd(snapshot, true);
        return snapshot;
    }

    /// <summary>Closes all connections after the running and the waiting reads have ended. Open snapshots end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _scheduler.CloseAsync().ConfigureAwait(false);
        _threads.Dispose();
        _isClosed = true;
        foreach (var snapshot in _snapshots.Keys)
        {
            snapshot.Close();
        }

        foreach (var connection in _idle)
        {
            connection.Dispose();
        }
    }

    /// <summary>Runs a part of the reads of a snapshot on a reader thread.</summary>
    /// <param name="tenant">The tenant of the read.</param>
    /// <param name="read">The read.</param>
    /// <param name="fail">Ends the snapshot, after a failure.</param>
    /// <param name="cancellationToken">Cancels the wait for the turn.</param>
    internal async ValueTask<T> ReadTurnAsync<T>(TenantReads tenant, Func<T> read, Action fail, CancellationToken cancellationToken)
    {
        await _scheduler.EnterAsync(tenant, isUrgent: false, cancellationToken).ConfigureAwait(false);
        return await RunOnThreadAsync(tenant, () => Run(tenant, read, fail)).ConfigureAwait(false);
    }

    internal Connection Take() => _idle.TryPop(out var connection) ? connection : database.OpenReader();

    internal void BeginSnapshot(Connection connection)
    {
        connection.Run("BEGIN");

        // SQLite takes the snapshot at the first read, not at BEGIN.
        database.VerifyGeneration(connection);
    }

    internal void EndSnapshot(Connection connection)
    {
        if (_isClosed)
        {
            connection.Dispose();
            return;
        }

        // What was read is valid, whether the end succeeds or not.
        try
        {
            connection.ResetStatements();
            connection.Run("ROLLBACK");
            _idle.Push(connection);
        }
        catch (SqliteException)
        {
            connection.Dispose();
        }
    }

    internal void Forget(ReaderSnapshot snapshot) => _snapshots.TryRemove(snapshot, out _);

    private bool TryEnterInline()
    {
        if (Interlocked.Increment(ref _inline) <= MaxInline)
        {
            return true;
        }

        Interlocked.Decrement(ref _inline);
        return false;
    }

    private Task<T> RunOnThreadAsync<T>(TenantReads tenant, Func<T> run)
    {
        try
        {
            return _threads.RunAsync(run);
        }
        catch
        {
            // The read does not run, so it does not leave.
            _scheduler.Leave(tenant);
            throw;
        }
    }

    private T ReadSnapshot<T>(Connection connection, Func<Connection, T> read)
    {
        BeginSnapshot(connection);
        var result = read(connection);
        connection.Run("COMMIT");
        return result;
    }

    private T ReadRow<T>(Connection connection, Func<Connection, RowRead<T>> read)
    {
        var (row, generation) = read(connection);
        database.VerifyGeneration(generation);
        return row;
    }

    private T Run<T>(TenantReads tenant, Func<Connection, T> read)
    {
        Connection? connection = null;
        return Run(
            tenant,
            () =>
            {
                connection = Take();
                var result = read(connection);
                _idle.Push(connection);
                return result;
            },
            fail: () => connection?.Dispose());
    }

    private T Run<T>(TenantReads tenant, Func<T> read, Action fail)
    {
        try
        {
            return read();
        }
        catch (Exception failure)
        {
            fail();
            if (failure.ForCallers() is var reported && reported != failure)
            {
                throw reported;
            }

            throw;
        }
        finally
        {
            _scheduler.Leave(tenant);
        }
    }
}

/// <summary>A row, and the generation of the file in the same snapshot.</summary>
internal readonly record struct RowRead<T>(T Row, long Generation);
