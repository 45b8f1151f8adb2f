namespace Wesog.Operations;

/// <summary>One error of one item.</summary>
/// <param name="Position">The item's position in its batch, from 0 (<c>id</c> on the wire).</param>
/// <param name="Code">The code: one of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">The text (<c>msg</c> on the wire), in the language of the submission.</param>
/// <param name="ImageId">The item's id; null if it has no valid id.</param>
/// <param name="Field">The member, such as <c>title</c> or <c>keywords[3]</c>; null for the whole item.</param>
/// <remarks><c>docs/specification.md</c>, section "Operations".</remarks>
public sealed record OperationError(int Position, string Code, string Message, string? ImageId = null, string? Field = null);

/// <summary>The number of errors of a batch with the same code and member, including errors that are not listed.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Field">
/// The member; errors of a list's entries count under the list's name (<c>keywords[3]</c> under <c>keywords</c>). Null for errors
/// without a member, and for unknown members beyond the first 100 names of a batch, which are counted together.
/// </param>
/// <param name="Count">The exact number, from 1.</param>
/// <remarks><c>docs/specification.md</c>, section "Operations". A value can have several errors, so the counts can sum to more than the bad items.</remarks>
public sealed record ErrorCount(string Code, string? Field, int Count)
{
    /// <summary>Sorts by count, highest first, then by code and member in UTF-16 order.</summary>
    internal static IReadOnlyList<ErrorCount> Sort(IEnumerable<ErrorCount> counts) =>
    [
        .. counts
            .OrderByDescending(count => count.Count)
            .ThenBy(count => count.Code, StringComparer.Ordinal)
            .ThenBy(count => count.Field, StringComparer.Ordinal),
    ];
}

/// <summary>An item that changed nothing: a deletion, or a relaxed update, of an image that did not exist.</summary>
/// <param name="Position">The item's position in its batch, from 0 (<c>id</c> on the wire).</param>
/// <param name="ImageId">The id of the item.</param>
/// <remarks><c>docs/specification.md</c>, section "Operations".</remarks>
public sealed record SkippedItem(int Position, string ImageId);

/// <summary>Shortens the lists of an operation.</summary>
public static class OperationErrors
{
    /// <summary>
    /// Returns the operation with at most the given number of errors and of skipped items. Sets <see cref="Operation.ErrorsTruncated"/> if it
    /// removes errors.
    /// </summary>
    public static Operation WithFirstErrors(this Operation operation, int count)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (operation.SkippedItems.Count > count)
        {
            operation = operation with { SkippedItems = [.. operation.SkippedItems.Take(count)] };
        }

        return operation.Errors.Count <= count
            ? operation
            : operation with { Errors = [.. operation.Errors.Take(count)], ErrorsTruncated = true };
    }
}
