using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class Pass(TimeSpan time) : HistoryStep
{
    public override Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told)
    {
        side.Clock.Advance(time);
        return Task.FromResult("it is later");
    }

    public override string ToString() => $"{time} pass";
}
