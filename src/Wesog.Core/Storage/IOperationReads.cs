using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>Reads operations.</summary>
public interface IOperationReads
{
    /// <summary>Returns an operation in its current state; null if the tenant has no operation with this number.</summary>
    ValueTask<Operation?> GetOperationAsync(string tenant, long operationId, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the operations that match a query, newest first, from one snapshot. <see cref="Operation.Errors"/> and
    /// <see cref="Operation.SkippedItems"/> are truncated to the query's limit by <see cref="OperationErrors.WithFirstErrors"/>.
    /// </summary>
    ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(
        string tenant, OperationQuery query, CancellationToken cancellationToken);
}
