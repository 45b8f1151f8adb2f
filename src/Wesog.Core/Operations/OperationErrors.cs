namespace Wesog.Operations;

/// <summary>Shortens an operation's errors.</summary>
public static class OperationErrors
{
    /// <summary>The same operation with its first errors only, marked as truncated where it has more.</summary>
    public static Operation WithFirstErrors(this Operation operation, int count)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return operation.Errors.Count <= count
            ? operation
            : operation with { Errors = [.. operation.Errors.Take(count)], ErrorsTruncated = true };
    }
}
