namespace Wesog.Storage;

/// <summary>What a store tells the engines that share it: exactly one of three.</summary>
public abstract record StoreChange
{
    private StoreChange()
    {
    }

    /// <summary>
    /// A tenant has operations that no engine seems to carry out: one was accepted pending, or a turn ended that leaves some.
    /// </summary>
    /// <param name="Tenant">The tenant.</param>
    public sealed record WorkWaits(string Tenant) : StoreChange;

    /// <summary>An operation has ended, in whatever way: carried out, given up, or cancelled.</summary>
    /// <param name="Tenant">Its tenant.</param>
    /// <param name="OperationId">Its number.</param>
    public sealed record Finished(string Tenant, long OperationId) : StoreChange;

    /// <summary>Something may have been missed: look at everything.</summary>
    public sealed record ResyncRequired : StoreChange;
}
