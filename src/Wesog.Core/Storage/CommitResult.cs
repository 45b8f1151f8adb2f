using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>The result of a commit: committed, busy or refused.</summary>
public abstract record CommitResult
{
    private CommitResult()
    {
    }

    /// <summary>The transaction is committed.</summary>
    /// <param name="Finished">The finished operations with their numbers, in the order of the plan.</param>
    public sealed record Committed(IReadOnlyList<Operation> Finished) : CommitResult;

    /// <summary>
    /// Nothing was written, because an operation of the tenant waits or runs, or may do so. Only for
    /// <see cref="CommitRequest.Inline"/>.
    /// </summary>
    public sealed record Busy : CommitResult;

    /// <summary>
    /// Nothing was written, because <see cref="IOperationQueue.EnqueueAsync"/> would not accept at least one of the operations. Only for
    /// <see cref="CommitRequest.Inline"/>.
    /// </summary>
    public sealed record Refused : CommitResult;
}
