using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Writing;

/// <summary>
/// A write that may share its transaction with other commands. After the commit it updates memory and notifies the
/// caller.
/// </summary>
internal abstract class WriteCommand
{
    private int _taken;

    /// <summary>The approximate number of rows that the command writes.</summary>
    public virtual int Weight => 1;

    /// <summary>
    /// Claims the command, either to apply or to cancel it; the first claim wins. An applied command always completes, so
    /// a cancelled caller knows that nothing was written.
    /// </summary>
    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    /// <summary>Writes. An exception rolls back this command only.</summary>
    public abstract void Apply(Connection connection);

    /// <summary>Updates memory after the commit.</summary>
    public virtual void Committed()
    {
    }

    /// <summary>Reverts changes to memory after a rollback.</summary>
    public virtual void RolledBack()
    {
    }

    /// <summary>Completes the caller's task.</summary>
    public abstract void Succeed();

    /// <summary>Fails the caller's task.</summary>
    public abstract void Fail(Exception failure);
}
