using System.Collections.Concurrent;
using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Writing;

/// <summary>
/// Runs all writes to the file on one dedicated thread. Queued commands share a transaction, and so one disk sync. Each
/// command can fail alone.
/// </summary>
internal sealed class Writer : IDisposable
{
    /// <summary>The weight at which a transaction takes no further command: in a larger one the added wait exceeds the saved sync.</summary>
    public const int GroupWeight = 10_000;

    private readonly Database _database;
    private readonly BlockingCollection<WriteCommand> _queue = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Connection? _connection;
    private long _commits;

    /// <param name="database">Opens a new connection after a failure.</param>
    /// <param name="connection">The first connection.</param>
    public Writer(Database database, Connection connection)
    {
        (_database, _connection) = (database, connection);
        new Thread(Run) { IsBackground = true, Name = "Wesog SQLite writer" }.Start();
    }

    /// <summary>The number of committed transactions, which is also the number of disk syncs.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <exception cref="Operations.StoreUnavailableException">The transaction could not be committed.</exception>
    /// <exception cref="Operations.StoreDamagedException">Part of the file is damaged; the command was rolled back.</exception>
    public async ValueTask<T> RunAsync<T>(WriteCommand<T> command, CancellationToken cancellationToken)
    {
        try
        {
            _queue.Add(command, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(SqliteImageStore));
        }

        return await command.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a function as a command.</summary>
    /// <param name="write">Writes. It changes nothing in memory.</param>
    /// <param name="weight">The approximate number of rows that it writes.</param>
    /// <param name="cancellationToken">Cancels the wait for the command to begin.</param>
    /// <param name="committed">Takes the result, and changes memory, after the commit, before any later command runs. Default nothing.</param>
    /// <inheritdoc cref="RunAsync{T}(WriteCommand{T}, CancellationToken)" path="/exception"/>
    public ValueTask<T> RunAsync<T>(Func<Connection, T> write, int weight, CancellationToken cancellationToken, Action<T>? committed = null) =>
        RunAsync(new SimpleCommand<T>(write, weight, committed), cancellationToken);

    /// <summary>Ends the thread after all queued commands have committed.</summary>
    public Task CompleteAsync()
    {
        _queue.CompleteAdding();
        return _ended.Task;
    }

    /// <summary>Closes the connection. The thread must have ended.</summary>
    public void Dispose()
    {
        if (_database.Ownership?.IsHeld() == false)
        {
            _connection?.KeepLog();
        }

        _connection?.Dispose();
        _queue.Dispose();
    }

    private void Run()
    {
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            CommitGroup(Gather(first));
        }

        _ended.SetResult();
    }

    private List<WriteCommand> Gather(WriteCommand first)
    {
        List<WriteCommand> group = [];
        var (next, weight) = (first, 0);
        do
        {
            if (next.TryClaim())
            {
                group.Add(next);
                weight += next.Weight;
            }
        }
        while (weight < GroupWeight && _queue.TryTake(out next!));

        return group;
    }

    private void CommitGroup(List<WriteCommand> group)
    {
        try
        {
            _connection ??= _database.OpenWriter();
            _connection.Run("BEGIN IMMEDIATE");
            _database.VerifyGeneration(_connection);
            var isAlone = group.Count == 1;
            for (var i = 0; i < group.Count;)
            {
                if (TryRun(_connection, group[i], isAlone))
                {
                    i++;
                }
                else
                {
                    group.RemoveAt(i);
                }
            }

            if (group.Count == 0)
            {
                _connection.Run("ROLLBACK");
                return;
            }

            // Before the commit, so that it writes to no file of another engine. After it, because the file may vanish until then.
            _database.Ownership?.Verify();
            _connection.Run("COMMIT");
            _database.Ownership?.Verify();
        }
        catch (Exception failure) when (failure.EndsTransaction() && group.Count > 1 && _connection is { InTransaction: true })
        {
            CommitAlone(group, _connection);
            return;
        }
        catch (Exception failure)
        {
            FailAll(group, failure);
            return;
        }

        Interlocked.Increment(ref _commits);
        group.ForEach(command => command.Committed());
        group.ForEach(command => command.Succeed());
    }

    // SQLite lets no transaction that met damage write or commit. Of the group, only the commands that need what is damaged fail.
    private void CommitAlone(List<WriteCommand> group, Connection connection)
    {
        try
        {
            connection.Run("ROLLBACK");
        }
        catch (Exception failure)
        {
            FailAll(group, failure);
            return;
        }

        group.ForEach(command => command.RolledBack());
        group.ForEach(command => CommitGroup([command]));
    }

    // A failed command rolls back only its own writes. An outage, or damage that SQLite meets, rolls back the whole group. A single command needs no
    // savepoint, which would copy every page changed after it.
    private static bool TryRun(Connection connection, WriteCommand command, bool isAlone)
    {
        if (!isAlone)
        {
            connection.Run("SAVEPOINT command");
        }

        try
        {
            command.Run(connection);
        }
        catch (Exception failure) when (!failure.IsOutage() && (isAlone || !failure.EndsTransaction()) && connection.InTransaction)
        {
            if (!isAlone)
            {
                connection.Run("ROLLBACK TO command");
                connection.Run("RELEASE command");
            }

            command.RolledBack();
            command.Fail(failure.ForCallers());
            return false;
        }

        if (!isAlone)
        {
            connection.Run("RELEASE command");
        }

        return true;
    }

    // The state of a failed connection is unknown. Closing it rolls back, and the next group opens a new one.
    private void FailAll(List<WriteCommand> group, Exception failure)
    {
        _connection?.Dispose();
        _connection = null;
        var reason = failure.ForCallers();
        group.ForEach(command => command.RolledBack());
        group.ForEach(command => command.Fail(reason));
    }

    private sealed class SimpleCommand<T>(Func<Connection, T> write, int weight, Action<T>? committed) : WriteCommand<T>
    {
        public override int Weight => weight;

        public override void Committed() => committed?.Invoke(Result!);

        protected override T Write(Connection connection) => write(connection);
    }
}
