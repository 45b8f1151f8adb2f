using System.Collections.Concurrent;
using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Writing;

/// <summary>
/// The one writer of the file, on a thread of its own. Commands that wait share a transaction and thereby the wait for
/// the disk, whoever they are from; each can fail alone.
/// </summary>
internal sealed class Writer : IDisposable
{
    // A transaction that is larger makes those who share it wait longer than sharing saves.
    private const int GroupWeight = 10_000;

    private readonly Database _database;
    private readonly BlockingCollection<WriteCommand> _queue = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Connection? _connection;
    private long _commits;

    /// <param name="database">Opens another connection when this one has failed.</param>
    /// <param name="connection">The first connection.</param>
    public Writer(Database database, Connection connection)
    {
        (_database, _connection) = (database, connection);
        new Thread(Run) { IsBackground = true, Name = "Wesog SQLite writer" }.Start();
    }

    /// <summary>How many transactions were committed: as often it was waited for the disk.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <exception cref="Operations.StoreUnavailableException">It could not be committed.</exception>
    public async ValueTask<T> RunAsync<T>(ResultCommand<T> command, CancellationToken cancellationToken)
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

    /// <summary>Ends the thread when all that waits is committed.</summary>
    public Task CompleteAsync()
    {
        _queue.CompleteAdding();
        return _ended.Task;
    }

    /// <summary>Closes the connection, which the thread has left.</summary>
    public void Dispose()
    {
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
            if (next.TryTake())
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
            var isAlone = group.Count == 1;
            for (var i = 0; i < group.Count;)
            {
                if (TryApply(_connection, group[i], isAlone))
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

            _connection.Run("COMMIT");
        }
        catch (Exception failure)
        {
            GiveUp(group, failure);
            return;
        }

        Interlocked.Increment(ref _commits);
        group.ForEach(command => command.Committed());
        group.ForEach(command => command.Succeed());
    }

    // A failure of a command's own takes back what it wrote, no more, and its caller is told. An outage is the whole group's.
    // A savepoint keeps a copy of every page that is changed after it: a command that is alone is spared that.
    private static bool TryApply(Connection connection, WriteCommand command, bool isAlone)
    {
        if (!isAlone)
        {
            connection.Run("SAVEPOINT command");
        }

        try
        {
            command.Apply(connection);
        }
        catch (Exception failure) when (!failure.IsOutage() && connection.InTransaction)
        {
            if (!isAlone)
            {
                connection.Run("ROLLBACK TO command");
                connection.Run("RELEASE command");
            }

            command.RolledBack();
            command.Fail(failure);
            return false;
        }

        if (!isAlone)
        {
            connection.Run("RELEASE command");
        }

        return true;
    }

    // What a connection that has failed still holds cannot be known: closing it rolls back, and the next group opens another.
    private void GiveUp(List<WriteCommand> group, Exception failure)
    {
        _connection?.Dispose();
        _connection = null;
        var reason = failure.ForCallers();
        group.ForEach(command => command.RolledBack());
        group.ForEach(command => command.Fail(reason));
    }
}
