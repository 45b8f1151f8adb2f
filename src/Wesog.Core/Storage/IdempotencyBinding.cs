namespace Wesog.Storage;

/// <summary>An idempotency key, unique within its tenant, and the hash of the submission that it is bound to.</summary>
/// <param name="Key">1 to 255 printable ASCII characters.</param>
/// <param name="Fingerprint">A SHA-256 hash, 32 bytes: equal for equal submissions.</param>
public sealed record IdempotencyBinding(string Key, ReadOnlyMemory<byte> Fingerprint);
