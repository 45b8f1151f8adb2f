namespace Wesog.Storage;

/// <summary>The limits of a tenant's unfinished operations.</summary>
/// <param name="Operations">The most operations.</param>
/// <param name="Bytes">The most bytes of their items, by <see cref="PayloadCodec.Measure"/>.</param>
public readonly record struct QueueLimits(int Operations, long Bytes);
