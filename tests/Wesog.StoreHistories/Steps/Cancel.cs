using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <summary>Cancels an operation.</summary>
/// <param name="tenant">The tenant.</param>
/// <param name="number">The number of the operation.</param>
/// <param name="clockOffset">The difference between the caller's clock and that of the store.</param>
public sealed class Cancel(string tenant, long number, TimeSpan clockOffset) : HistoryStep
{
    public override async Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed) =>
        ResultText.Of(await target.Store.CancelAsync(tenant, number, target.Now + clockOffset, default));

    public override string ToString() => $"cancel #{number} of {tenant}, clock offset {clockOffset}";
}
