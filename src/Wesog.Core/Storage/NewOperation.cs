using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>An operation to accept, with its payload and its idempotency key.</summary>
/// <param name="Operation">The operation as readers will see it. Its number is 0; the store assigns it.</param>
/// <param name="Payload">What a worker needs to execute it.</param>
/// <param name="Key">Its idempotency key and the fingerprint of the submission; null for none.</param>
public sealed record NewOperation(Operation Operation, OperationPayload Payload, IdempotencyBinding? Key);
