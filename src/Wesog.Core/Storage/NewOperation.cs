using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>An operation about to be accepted.</summary>
/// <param name="Operation">What will be seen of it; its number, still 0, is the store's to give.</param>
/// <param name="Work">What a worker will need.</param>
/// <param name="Key">Its idempotency key and what that stands for; null for none.</param>
public sealed record NewOperation(Operation Operation, OperationPayload Work, IdempotencyBinding? Key);
