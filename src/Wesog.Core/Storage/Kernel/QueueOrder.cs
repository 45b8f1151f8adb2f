namespace Wesog.Storage.Kernel;

/// <summary>The order of a tenant's queue: urgent operations first, then by number.</summary>
internal sealed class QueueOrder : IComparer<QueuedOperation>
{
    public static readonly QueueOrder Instance = new();

    private QueueOrder()
    {
    }

    public int Compare(QueuedOperation? x, QueuedOperation? y)
    {
        var byUrgency = y!.Operation.Modes.Urgent.CompareTo(x!.Operation.Modes.Urgent);
        return byUrgency != 0 ? byUrgency : x.Operation.Id.CompareTo(y.Operation.Id);
    }
}
