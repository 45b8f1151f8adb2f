using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>Reads operations.</summary>
public interface IOperationReads
{
    /// <summary>An operation as it is now; null where the tenant has none of that number.</summary>
    ValueTask<Operation?> GetOperationAsync(string tenant, long operationId, CancellationToken cancellationToken);

    /// <summary>
    /// The operations that match a query, newest first, all of the same moment; <see cref="Operation.Errors"/> and
    /// <see cref="Operation.SkippedItems"/> cut to the query's bound by <see cref="OperationErrors.WithFirstErrors"/>.
    /// </summary>
    ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(
        string tenant, OperationQuery query, CancellationToken cancellationToken);
}
