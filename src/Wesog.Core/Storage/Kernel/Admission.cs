using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>
/// Decides in order which new operations of a tenant the queue accepts, and assigns their numbers. An idempotency key that is bound
/// comes before the limits: a repeated submission gets its operation also when the queue is full.
/// </summary>
/// <param name="totals">The totals of the tenant before the operations.</param>
/// <param name="limits">The limits of the tenant's queue.</param>
public sealed class Admission(QueueTotals totals, QueueLimits limits)
{
    private Dictionary<string, EnqueueResult.Duplicate>? _bound;
    private string? _tenant;

    /// <summary>The totals of the tenant, which include the operations accepted so far.</summary>
    public QueueTotals Totals { get; private set; } = totals;

    /// <summary>Accepts or rejects an operation.</summary>
    /// <param name="operation">The operation, with the number 0.</param>
    /// <param name="bound">The operation that the store has bound to its key; null if the key is not bound, or if there is no key.</param>
    /// <exception cref="ArgumentException">The operation is of another tenant than an earlier one.</exception>
    public EnqueueResult Admit(NewOperation operation, EnqueueResult.Duplicate? bound)
    {
        ArgumentNullException.ThrowIfNull(operation);
        _tenant ??= operation.Operation.Tenant;
        if (operation.Operation.Tenant != _tenant)
        {
            throw new ArgumentException($"One call accepts operations of \"{_tenant}\" and of \"{operation.Operation.Tenant}\".", nameof(operation));
        }

        if ((bound ?? BoundHere(operation)) is { } duplicate)
        {
            return duplicate;
        }

        var after = Totals.With(operation);
        if (!IsWithinLimits(after))
        {
            return new EnqueueResult.Full();
        }

        Totals = after;
        var accepted = operation.Operation with { Id = Totals.LastNumber };
        if (operation.Key is { } key)
        {
            (_bound ??= new(StringComparer.Ordinal)).Add(key.Key, new(accepted, key.Fingerprint));
        }

        return new EnqueueResult.Accepted(accepted);
    }

    /// <summary>Returns whether the limits allow another operation.</summary>
    public bool HasSpaceFor(NewOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return IsWithinLimits(Totals.With(operation));
    }

    private bool IsWithinLimits(QueueTotals after) => after.Operations <= limits.Operations && after.Bytes <= limits.Bytes;

    private EnqueueResult.Duplicate? BoundHere(NewOperation operation) =>
        operation.Key is { } key ? _bound?.GetValueOrDefault(key.Key) : null;
}
