using Wesog.Images;

namespace Wesog.Operations;

/// <summary>
/// An item that passed the validator, in the form in which it is queued and stored.
/// </summary>
/// <param name="Position">Its position in the batch, from 0.</param>
/// <param name="Method">What it does.</param>
/// <param name="ImageId">The id of its image.</param>
/// <param name="Lang">The image's language; null where the item leaves it as it is (a modification without one, a deletion).</param>
/// <param name="Json">
/// Canonical JSON: of an added or replaced image all its members, of a modification <c>id</c> and the members that
/// change (null clears), of a deletion nothing.
/// </param>
public sealed record BatchItem(int Position, ItemMethod Method, string ImageId, Language? Lang, ReadOnlyMemory<byte> Json);
