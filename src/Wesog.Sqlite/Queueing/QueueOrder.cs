namespace Wesog.Sqlite.Queueing;

/// <summary>Orders operations: urgent first, then by number.</summary>
internal sealed class QueueOrder : IComparer<UnfinishedOperation>
{
    public static readonly QueueOrder Instance = new();

    private QueueOrder()
    {
    }

    public int Compare(UnfinishedOperation? x, UnfinishedOperation? y) => x!.Operation.Modes.Urgent == y!.Operation.Modes.Urgent
        ? x.Number.CompareTo(y.Number)
        : x.Operation.Modes.Urgent ? -1 : 1;
}
