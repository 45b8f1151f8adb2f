using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class ListBacklogs : HistoryStep
{
    public override bool IsRead => true;

    public override Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told) => Contents.BacklogsAsync(side.Store);

    public override string ToString() => "list backlogs";
}
