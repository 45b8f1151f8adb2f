namespace Wesog.Operations;

/// <summary>An idempotency key that is not 1 to 255 printable ASCII characters.</summary>
/// <remarks><c>docs/specification.md</c>, section "Queue".</remarks>
public sealed class InvalidIdempotencyKeyException(int length) : WesogException(
    $"An idempotency key has 1 to 255 printable ASCII characters; this one has {length} characters or others among them.");
