using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>The input for the execution of an operation: its items, item errors and text language.</summary>
/// <param name="Items">The valid items, in batch order.</param>
/// <param name="ItemErrors">The errors of the invalid items (subset mode only).</param>
/// <param name="TextLanguage">The language of the operation's error texts.</param>
public sealed record OperationPayload(IReadOnlyList<BatchItem> Items, ItemErrors ItemErrors, Language TextLanguage)
{
    /// <summary>The edit of all images that match a formula, from which the engine makes the items when it executes the operation; null for a batch.</summary>
    public QueryEdit? Edit { get; init; }
}
