namespace Wesog.Storage;

/// <summary>The limits of a tenant's unfinished operations.</summary>
/// <param name="Operations">The most operations.</param>
/// <param name="Bytes">The most bytes of their items, as the store encodes them.</param>
public readonly record struct QueueLimits(int Operations, long Bytes);
