using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>A claimed operation of a work item: intact, or damaged in the store.</summary>
public abstract record ClaimedOperation
{
    private ClaimedOperation(Operation operation, int attempts) => (Operation, Attempts) = (operation, attempts);

    /// <summary>The operation, in state running.</summary>
    public Operation Operation { get; init; }

    /// <summary>The number of failed attempts so far.</summary>
    public int Attempts { get; init; }

    /// <summary>An operation that can be executed.</summary>
    /// <param name="Operation">The operation, in state running.</param>
    /// <param name="Payload">Its payload.</param>
    /// <param name="Attempts">The number of failed attempts so far.</param>
    public sealed record Intact(Operation Operation, OperationPayload Payload, int Attempts) : ClaimedOperation(Operation, Attempts);

    /// <summary>
    /// An operation whose payload the store cannot read. The claim includes it, so that the engine can end it as failed and the tenant's next
    /// operations can run.
    /// </summary>
    /// <param name="Operation">The operation, in state running.</param>
    /// <param name="Damage">What is damaged.</param>
    /// <param name="Attempts">The number of failed attempts so far.</param>
    public sealed record Damaged(Operation Operation, StoreDamagedException Damage, int Attempts) : ClaimedOperation(Operation, Attempts);
}
