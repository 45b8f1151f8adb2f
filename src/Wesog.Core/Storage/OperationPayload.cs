using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>What a worker needs to carry out an operation.</summary>
/// <param name="Items">The items that passed the validator, in batch order.</param>
/// <param name="ItemErrors">The faults of those that did not (subset only).</param>
/// <param name="TextLanguage">The language of the operation's error texts.</param>
public sealed record OperationPayload(IReadOnlyList<BatchItem> Items, ItemErrors ItemErrors, Language TextLanguage);
