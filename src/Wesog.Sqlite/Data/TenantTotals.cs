using Wesog.Storage;

namespace Wesog.Sqlite.Data;

/// <summary>The totals that the row of a tenant contains.</summary>
/// <param name="Queue">The last number, and the number and the size of the unfinished operations.</param>
/// <param name="Finished">The number of finished operations.</param>
/// <param name="Images">The number of images.</param>
internal readonly record struct TenantTotals(QueueTotals Queue, long Finished, long Images)
{
    /// <summary>Returns the totals after unfinished operations of a size have finished.</summary>
    public TenantTotals Finish(int operations, long bytes) => this with
    {
        Queue = Queue with { Operations = Queue.Operations - operations, Bytes = Queue.Bytes - bytes },
        Finished = Finished + operations,
    };

    public int ChecksumAt(long row)
    {
        var checksum = new Checksum();
        checksum.Add(row);
        checksum.Add(Queue.LastNumber);
        checksum.Add(Queue.Operations);
        checksum.Add(Queue.Bytes);
        checksum.Add(Finished);
        checksum.Add(Images);
        return checksum.Value;
    }
}
