using Wesog.Sqlite.Data;
using Wesog.Sqlite.Writing;

namespace Wesog.Sqlite.Tests.Writing;

/// <summary>Blocks a store's writer until it is released: within a transaction, or between the commit and the update of the state in memory.</summary>
internal sealed class HeldWriter : WriteCommand<bool>
{
    private static readonly TimeSpan _maxWait = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new();
    private readonly bool _isCommitted;
    private readonly Task _command;

    private HeldWriter(SqliteImageStore store, bool isCommitted)
    {
        _isCommitted = isCommitted;
        _command = store.Session.Writer.RunAsync(this, default).AsTask();
    }

    /// <summary>Keeps later commands out of its transaction: they queue behind it. Earlier commands may share the transaction.</summary>
    public override int Weight => _isCommitted ? 1 : 1_000_000;

    /// <summary>Returns when the writer is blocked within a transaction.</summary>
    public static async Task<HeldWriter> NewAsync(SqliteImageStore store)
    {
        var held = Queue(store);
        await held.WaitAsync();
        return held;
    }

    /// <summary>Queues a command that blocks the writer within a transaction.</summary>
    public static HeldWriter Queue(SqliteImageStore store) => new(store, isCommitted: false);

    /// <summary>Queues a command that blocks the writer after a commit, before the writes of later commands in it are applied to memory.</summary>
    public static HeldWriter QueueCommitted(SqliteImageStore store) => new(store, isCommitted: true);

    public Task WaitAsync() => _held.Task.WaitAsync(_maxWait);

    public override void Committed()
    {
        if (_isCommitted)
        {
            Hold();
        }
    }

    public async Task LetGoAsync()
    {
        _released.SetResult();
        await _command;
    }

    protected override bool Write(Connection connection)
    {
        if (!_isCommitted)
        {
            Hold();
        }

        return true;
    }

    private void Hold()
    {
        // The timeout keeps a test from hanging if it fails before it releases the writer.
        _held.SetResult();
        _released.Task.Wait(_maxWait);
    }
}
