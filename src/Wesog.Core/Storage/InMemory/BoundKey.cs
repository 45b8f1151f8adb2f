namespace Wesog.Storage.InMemory;

/// <summary>The operation and the fingerprint that an idempotency key is bound to.</summary>
internal readonly record struct BoundKey(long Number, ReadOnlyMemory<byte> Fingerprint);
