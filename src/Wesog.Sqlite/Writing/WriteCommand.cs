using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Writing;

/// <summary>A write that may share its transaction with other commands. After the commit it updates memory and notifies the caller.</summary>
internal abstract class WriteCommand
{
    private int _claimed;

    /// <summary>The approximate number of rows that the command writes.</summary>
    public virtual int Weight => 1;

    /// <summary>
    /// Claims the command, either to run or to cancel it; the first claim wins. A command that runs always completes, so a cancelled
    /// caller knows that nothing was written.
    /// </summary>
    public bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    /// <summary>Runs the command. An exception rolls back this command only. After <see cref="RolledBack"/> it can run again.</summary>
    public abstract void Run(Connection connection);

    /// <summary>Updates memory after the commit.</summary>
    public virtual void Committed()
    {
    }

    /// <summary>Reverts all changes to memory after a rollback.</summary>
    public virtual void RolledBack()
    {
    }

    /// <summary>Completes the caller's task.</summary>
    public abstract void Succeed();

    /// <summary>Fails the caller's task.</summary>
    public abstract void Fail(Exception failure);
}

/// <summary>A command with a result.</summary>
internal abstract class WriteCommand<T> : WriteCommand
{
    // The writer thread must not run the caller's continuations.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the command returned, after it ran.</summary>
    protected T? Result { get; private set; }

    /// <summary>Waits until the command commits, or is cancelled before it runs.</summary>
    public async ValueTask<T> WaitAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(Cancel, this).ConfigureAwait(false);
        return await _completion.Task.ConfigureAwait(false);
    }

    public sealed override void Run(Connection connection) => Result = Write(connection);

    public sealed override void Succeed() => _completion.TrySetResult(Result!);

    public sealed override void Fail(Exception failure) => _completion.TrySetException(failure);

    /// <summary>Writes, and returns the result of the command.</summary>
    protected abstract T Write(Connection connection);

    private static void Cancel(object? state, CancellationToken cancellationToken)
    {
        var command = (WriteCommand<T>)state!;
        if (command.TryClaim())
        {
            command._completion.TrySetCanceled(cancellationToken);
        }
    }
}
