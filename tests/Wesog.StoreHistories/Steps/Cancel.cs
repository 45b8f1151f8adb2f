using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <param name="tenant">Whose.</param>
/// <param name="number">Which.</param>
/// <param name="late">How much the caller's clock is ahead of the store's.</param>
public sealed class Cancel(string tenant, long number, TimeSpan late) : HistoryStep
{
    public override async Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told) =>
        Answers.Of(await side.Store.CancelAsync(tenant, number, side.Now + late, default));

    public override string ToString() => $"cancel #{number} of {tenant}, {late} late";
}
