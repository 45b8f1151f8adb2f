using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Writing;

/// <summary>
/// Something to write. It is applied within a transaction that it may share with others; memory follows, and the
/// caller learns of it, when that has been committed.
/// </summary>
internal abstract class WriteCommand
{
    private int _taken;

    /// <summary>How much it writes, in rows, roughly.</summary>
    public virtual int Weight => 1;

    /// <summary>
    /// Takes it for good: either to apply it or to give it up, whoever comes first. What is applied is seen through, so
    /// that a caller who is told of a cancellation knows that nothing was written.
    /// </summary>
    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    /// <summary>Writes. What it throws rolls it back, alone.</summary>
    public abstract void Apply(Connection connection);

    /// <summary>Lets memory follow what was committed.</summary>
    public virtual void Committed()
    {
    }

    /// <summary>Takes back what applying it did in memory, or did not come to.</summary>
    public virtual void RolledBack()
    {
    }

    /// <summary>Tells the caller.</summary>
    public abstract void Succeed();

    /// <summary>Tells the caller of a failure.</summary>
    public abstract void Fail(Exception failure);
}
