namespace Wesog.Queueing;

/// <summary>What a turn came to.</summary>
/// <param name="Items">How many items it held, to be charged to the tenant.</param>
/// <param name="HasMore">Whether the tenant has operations waiting.</param>
internal readonly record struct TurnReport(int Items, bool HasMore)
{
    public static TurnReport Nothing => default;
}
