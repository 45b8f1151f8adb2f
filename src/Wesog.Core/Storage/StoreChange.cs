namespace Wesog.Storage;

/// <summary>A change that the change feed reports: waiting work, a finished operation, or a required resync.</summary>
public abstract record StoreChange
{
    private StoreChange()
    {
    }

    /// <summary>
    /// A tenant has operations that no engine may be executing: a pending one was accepted, or a work item ended and left some.
    /// </summary>
    /// <param name="Tenant">The tenant.</param>
    public sealed record WorkWaits(string Tenant) : StoreChange;

    /// <summary>An operation finished: it was executed, failed as poisoned, or was cancelled.</summary>
    /// <param name="Tenant">The tenant.</param>
    /// <param name="OperationId">The number of the operation.</param>
    public sealed record Finished(string Tenant, long OperationId) : StoreChange;

    /// <summary>Changes may have been lost: read everything again.</summary>
    public sealed record ResyncRequired : StoreChange;
}
