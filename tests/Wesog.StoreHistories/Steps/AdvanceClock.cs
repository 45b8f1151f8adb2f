using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class AdvanceClock(TimeSpan time) : HistoryStep
{
    public override Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed)
    {
        target.Clock.Advance(time);
        return Task.FromResult("the clock advanced");
    }

    public override string ToString() => $"advance the clock by {time}";
}
