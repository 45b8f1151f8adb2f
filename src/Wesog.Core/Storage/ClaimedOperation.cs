using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>A claimed operation of a work item.</summary>
/// <param name="Operation">The operation, in state running.</param>
/// <param name="Payload">Its payload.</param>
/// <param name="Attempts">The number of failed attempts so far.</param>
public sealed record ClaimedOperation(Operation Operation, OperationPayload Payload, int Attempts);
