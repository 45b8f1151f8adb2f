namespace Wesog.Operations;

/// <summary>The idempotency key is bound to another submission; nothing was stored.</summary>
/// <remarks><c>docs/specification.md</c>, section "Queue".</remarks>
public sealed class IdempotencyKeyReusedException(string key, long operationId) : WesogException(
    $"The idempotency key \"{key}\" is bound to operation {operationId}, which another submission made. Send a new key with a new submission.")
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>The number of the operation that it is bound to.</summary>
    public long OperationId { get; } = operationId;
}
