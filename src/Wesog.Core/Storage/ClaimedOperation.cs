using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>An operation of a turn.</summary>
/// <param name="Operation">The operation, running.</param>
/// <param name="Work">Its items.</param>
/// <param name="Attempts">How often it has failed before.</param>
public sealed record ClaimedOperation(Operation Operation, OperationPayload Work, int Attempts);
