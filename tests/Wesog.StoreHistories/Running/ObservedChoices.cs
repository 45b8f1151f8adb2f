namespace Wesog.StoreHistories.Running;

/// <summary>What a store answered to a step, told to the model where the port leaves more than one answer open.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="MayDecline">Whether another call was under way that can have held the turn.</param>
/// <param name="MayMiss">The numbers of operations that were accepted by calls under way: a claim or a release may leave them out.</param>
public sealed record ObservedChoices(string Answer, bool MayDecline, IReadOnlySet<long> MayMiss);
