using Wesog.Sqlite.Data;
using Wesog.Sqlite.Writing;

namespace Wesog.Sqlite.Tests.Writing;

/// <summary>Holds a store's writer within a transaction until it is let go, so that commands gather behind it.</summary>
internal sealed class HeldWriter : ResultCommand<bool>
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _letGo = new();
    private Task? _command;

    public static async Task<HeldWriter> NewAsync(SqliteImageStore store)
    {
        var held = new HeldWriter();
        held._command = store.Session.Writer.RunAsync(held, default).AsTask();
        await held._held.Task;
        return held;
    }

    /// <summary>Keeps others out of its own transaction.</summary>
    public override int Weight => int.MaxValue;

    public override void Apply(Connection connection)
    {
        _held.SetResult();
        _letGo.Task.Wait();
    }

    public async Task LetGoAsync()
    {
        _letGo.SetResult();
        await _command!;
    }
}
