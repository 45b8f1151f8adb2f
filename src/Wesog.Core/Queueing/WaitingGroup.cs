using Wesog.Operations;

namespace Wesog.Queueing;

/// <summary>Those of a tenant who wait for the short road: no more than may share a transaction.</summary>
internal sealed class WaitingGroup
{
    private readonly List<Traveller> _travellers = [];
    private long _items;
    private long _bytes;

    /// <summary>Adds one, however large it is where it is the first; none whose idempotency key another has.</summary>
    public bool TryAdd(Traveller traveller, EngineLimits limits)
    {
        if (traveller.Draft.Key is { } own && _travellers.Any(other => other.Draft.Key?.Key == own.Key))
        {
            return false;
        }

        var items = _items + traveller.Draft.Operation.Total;
        var bytes = _bytes + traveller.Draft.Work.Items.Sum(item => (long)item.Json.Length);
        if (_travellers.Count > 0
            && (_travellers.Count == limits.GroupOperations || items > limits.GroupItems || bytes > limits.GroupBytes))
        {
            return false;
        }

        _travellers.Add(traveller);
        (_items, _bytes) = (items, bytes);
        return true;
    }

    /// <summary>All who have not given up, the urgent ones first, as in the queue.</summary>
    public List<Traveller> Take() =>
        [.. _travellers.Where(traveller => traveller.TryTake()).OrderByDescending(traveller => traveller.Draft.Operation.Modes.Urgent)];
}
