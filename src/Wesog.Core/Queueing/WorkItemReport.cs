namespace Wesog.Queueing;

/// <summary>What a turn came to.</summary>
/// <param name="Items">How many items it held, to be charged to the tenant.</param>
/// <param name="HasMore">Whether the tenant has operations waiting.</param>
/// <param name="MetOutage">Whether the store could not write, though it may answer again by now.</param>
internal readonly record struct WorkItemReport(int Items, bool HasMore, bool MetOutage = false)
{
    public static WorkItemReport Nothing => default;
}
