namespace Wesog.Operations;

/// <summary>An item that changed nothing: a deletion, or a relaxed update, of an image that did not exist.</summary>
/// <param name="Position">The item's position in its batch, from 0 (<c>id</c> on the wire).</param>
/// <param name="ImageId">The id that it names.</param>
/// <remarks><c>docs/specification.md</c>, section "Operations".</remarks>
public sealed record SkippedItem(int Position, string ImageId);
