namespace Wesog.Operations;

/// <summary>One error of one item.</summary>
/// <param name="Position">The item's position in its batch, from 0 (<c>id</c> on the wire).</param>
/// <param name="Code">What is wrong: one of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">The same in words (<c>msg</c> on the wire), in the language of the submission.</param>
/// <param name="ImageId">The item's id; null where it has no valid one.</param>
/// <param name="Field">The member, such as <c>title</c> or <c>keywords[3]</c>; null where it is the item as a whole.</param>
/// <remarks><c>docs/specification.md</c>, section "Operations".</remarks>
public sealed record OperationError(int Position, string Code, string Message, string? ImageId = null, string? Field = null);
