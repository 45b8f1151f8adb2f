using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class ListBacklogs : HistoryStep
{
    public override bool IsRead => true;

    public override Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed) => StoreContents.BacklogsAsync(target.Store);

    public override string ToString() => "list backlogs";
}
