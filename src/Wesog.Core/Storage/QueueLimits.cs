namespace Wesog.Storage;

/// <summary>How much of one tenant's may be unfinished.</summary>
/// <param name="Operations">Most operations.</param>
/// <param name="Bytes">Most bytes of their items, as the store keeps them.</param>
public readonly record struct QueueLimits(int Operations, long Bytes);
