namespace Wesog.Sqlite.Data;

/// <summary>A snapshot that is read in several turns. It keeps a connection from its first read to its end.</summary>
internal sealed class ReaderSnapshot(ReaderPool pool, TenantReads tenant) : IAsyncDisposable
{
    private Connection? _connection;

    /// <summary>Runs a part of the read, when it is the tenant's turn. A failure ends the snapshot.</summary>
    /// <param name="read">The read.</param>
    /// <param name="cancellationToken">Cancels the wait for the turn.</param>
    /// <exception cref="Operations.StoreUnavailableException">The file cannot be read.</exception>
    /// <exception cref="Operations.StoreDamagedException">Part of the file is damaged.</exception>
    public ValueTask<T> ReadAsync<T>(Func<Connection, T> read, CancellationToken cancellationToken) => pool.ReadTurnAsync(
        tenant,
        () =>
        {
            if (_connection is null)
            {
                pool.BeginSnapshot(_connection = pool.Take());
            }

            return read(_connection);
        },
        Close,
        cancellationToken);

    /// <summary>Closes the connection. No read may run.</summary>
    public void Close() => Interlocked.Exchange(ref _connection, null)?.Dispose();

    /// <summary>Ends the snapshot. The pool uses the connection again.</summary>
    public ValueTask DisposeAsync()
    {
        pool.Forget(this);
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
        {
            pool.EndSnapshot(connection);
        }

        return ValueTask.CompletedTask;
    }
}
