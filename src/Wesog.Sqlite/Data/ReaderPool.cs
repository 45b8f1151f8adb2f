using System.Collections.Concurrent;

namespace Wesog.Sqlite.Data;

/// <summary>Runs reads on dedicated connections and thread-pool threads, each read in one snapshot.</summary>
/// <remarks>
/// Uses the thread pool instead of dedicated threads: reads are short, the connections bound their number, and an idle
/// pool holds no thread.
/// </remarks>
internal sealed class ReaderPool(Database database, int size) : IAsyncDisposable
{
    private readonly SemaphoreSlim _slots = new(size, size);
    private readonly ConcurrentStack<Connection> _idle = [];

    /// <exception cref="Operations.StoreUnavailableException">The file cannot be read.</exception>
    public async ValueTask<T> ReadAsync<T>(Func<Connection, T> read, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Read(read), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Closes all connections after the running reads have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var slot = 0; slot < size; slot++)
        {
            await _slots.WaitAsync().ConfigureAwait(false);
        }

        foreach (var connection in _idle)
        {
            connection.Dispose();
        }

        _slots.Dispose();
    }

    private T Read<T>(Func<Connection, T> read)
    {
        Connection? connection = null;
        try
        {
            if (!_idle.TryPop(out connection))
            {
                connection = database.OpenReader();
            }

            connection.Run("BEGIN");
            // SQLite takes the snapshot at the first read, not at BEGIN.
            database.VerifyGeneration(connection);
            var result = read(connection);
            connection.Run("COMMIT");
            _idle.Push(connection);
            return result;
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            if (failure.IsOutage())
            {
                throw failure.ForCallers();
            }

            throw;
        }
    }
}
