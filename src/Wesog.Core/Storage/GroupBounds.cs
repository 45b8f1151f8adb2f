namespace Wesog.Storage;

/// <summary>How much the operations of one turn may hold together.</summary>
/// <param name="Operations">Most operations.</param>
/// <param name="Items">Most items.</param>
/// <param name="Bytes">Most bytes of items, as the store keeps them.</param>
public readonly record struct GroupBounds(int Operations, int Items, long Bytes);
