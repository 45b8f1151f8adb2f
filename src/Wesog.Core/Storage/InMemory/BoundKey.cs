namespace Wesog.Storage.InMemory;

/// <summary>What an idempotency key is bound to.</summary>
internal readonly record struct BoundKey(long Number, ReadOnlyMemory<byte> Fingerprint);
