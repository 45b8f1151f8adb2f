using Wesog.Storage;

namespace Wesog.Queueing;

/// <summary>Those of a tenant who wait for the short road: no more than may share a transaction.</summary>
internal sealed class PendingGroup
{
    private readonly List<PendingSubmission> _travellers = [];
    private long _items;
    private long _bytes;

    /// <summary>Adds one as far as the bounds allow; none whose idempotency key another has.</summary>
    public bool TryAdd(PendingSubmission traveller, CommitLimits bounds)
    {
        if (traveller.Draft.Key is { } own && _travellers.Any(other => other.Draft.Key?.Key == own.Key))
        {
            return false;
        }

        var items = _items + traveller.Draft.Operation.Total;
        var bytes = _bytes + traveller.Bytes;
        if (!bounds.Allow(_travellers.Count + 1, items, bytes))
        {
            return false;
        }

        _travellers.Add(traveller);
        (_items, _bytes) = (items, bytes);
        return true;
    }

    /// <summary>All who have not given up, the urgent ones first, as in the queue.</summary>
    public List<PendingSubmission> Take() =>
        [.. _travellers.Where(traveller => traveller.TryClaim()).OrderByDescending(traveller => traveller.Draft.Operation.Modes.Urgent)];
}
