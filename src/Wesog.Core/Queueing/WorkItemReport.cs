namespace Wesog.Queueing;

/// <summary>The result of running one work item.</summary>
/// <param name="Items">The number of its items, charged to the tenant.</param>
/// <param name="HasMore">Whether the tenant has operations waiting.</param>
/// <param name="MustBackOff">Whether the store was unavailable, or the work item could not be executed.</param>
internal readonly record struct WorkItemReport(int Items, bool HasMore, bool MustBackOff = false)
{
    public static WorkItemReport Nothing => default;
}
