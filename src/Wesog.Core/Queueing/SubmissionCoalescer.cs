using Wesog.Storage;

namespace Wesog.Queueing;

/// <summary>
/// Lets one group of a tenant at a time onto the short road. Those who come meanwhile wait, and then go together: so they
/// share the next transaction, as queued operations do.
/// </summary>
/// <param name="bounds">How much a group may hold.</param>
internal sealed class SubmissionCoalescer(CommitLimits bounds)
{
    private readonly Lock _lock = new();

    // A tenant is here for as long as one of its groups is on the road.
    private readonly Dictionary<string, PendingGroup> _waiting = new(StringComparer.Ordinal);

    /// <summary>Calls the traveller at once, or lets it wait. Turns it away where a whole group waits already.</summary>
    public bool TryEnter(PendingSubmission traveller)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue(traveller.Draft.Operation.Tenant, out var waiting))
            {
                return waiting.TryAdd(traveller, bounds);
            }

            _waiting.Add(traveller.Draft.Operation.Tenant, new());
        }

        traveller.TryClaim();
        traveller.PromoteToLeader([traveller]);
        return true;
    }

    /// <summary>A group has left the road: the next may come.</summary>
    public void Leave(string tenant)
    {
        List<PendingSubmission> group;
        lock (_lock)
        {
            group = _waiting[tenant].Take();
            if (group.Count == 0)
            {
                _waiting.Remove(tenant);
                return;
            }

            _waiting[tenant] = new();
        }

        group[0].PromoteToLeader(group);
    }
}
