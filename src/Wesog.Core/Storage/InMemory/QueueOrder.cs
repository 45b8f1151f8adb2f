namespace Wesog.Storage.InMemory;

/// <summary>Urgent operations first, each class by number.</summary>
internal sealed class QueueOrder : IComparer<UnfinishedOperation>
{
    public static readonly QueueOrder Instance = new();

    private QueueOrder()
    {
    }

    public int Compare(UnfinishedOperation? x, UnfinishedOperation? y) =>
        x!.Urgent == y!.Urgent ? x.Number.CompareTo(y.Number) : x.Urgent ? -1 : 1;
}
