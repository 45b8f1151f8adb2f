namespace Wesog.Operations;

/// <summary>Shortens an operation's lists of items.</summary>
public static class OperationErrors
{
    /// <summary>
    /// The same operation with its first errors and its first skipped items only, at most so many of each, marked as truncated where it
    /// has more errors. Counts stay exact.
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
