using Wesog.Sqlite.Data;
using Wesog.Sqlite.Writing;

namespace Wesog.Sqlite.Tests.Writing;

/// <summary>Holds a store's writer until it is let go: within a transaction, or between its commit and what memory makes of it.</summary>
internal sealed class HeldWriter : WriteCommand<bool>
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _letGo = new();
    private readonly bool _isCommitted;
    private readonly Task _command;

    private HeldWriter(SqliteImageStore store, bool isCommitted)
    {
        _isCommitted = isCommitted;
        _command = store.Session.Writer.RunAsync(this, default).AsTask();
    }

    /// <summary>Keeps those who come later out of its transaction: they gather behind it. Those before it may share it.</summary>
    public override int Weight => _isCommitted ? 1 : 1_000_000;

    /// <summary>Ends when the writer is held within a transaction.</summary>
    public static async Task<HeldWriter> NewAsync(SqliteImageStore store)
    {
        var held = Queue(store);
        await held.WaitAsync();
        return held;
    }

    /// <summary>Will hold the writer, behind what waits for it.</summary>
    public static HeldWriter Queue(SqliteImageStore store) => new(store, isCommitted: false);

    /// <summary>Will hold the writer when a transaction is committed, before memory follows what those who come later wrote in it.</summary>
    public static HeldWriter QueueCommitted(SqliteImageStore store) => new(store, isCommitted: true);

    public Task WaitAsync() => _held.Task.WaitAsync(_patience);

    public override void Committed()
    {
        if (_isCommitted)
        {
            Hold();
        }
    }

    public async Task LetGoAsync()
    {
        _letGo.SetResult();
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
        // A test that failed before it let go is not to hang as well.
        _held.SetResult();
        _letGo.Task.Wait(_patience);
    }
}
