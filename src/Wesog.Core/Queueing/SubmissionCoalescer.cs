using Wesog.Storage;

namespace Wesog.Queueing;

/// <summary>
/// Combines concurrent awaited submissions of a tenant into groups that share a transaction. One group per tenant runs at a time;
/// submissions that arrive meanwhile form the next group.
/// </summary>
/// <param name="limits">The limits of a group.</param>
internal sealed class SubmissionCoalescer(CommitLimits limits)
{
    private readonly Lock _lock = new();

    // Contains a tenant while one of its groups runs.
    private readonly Dictionary<string, PendingGroup> _nextGroups = new(StringComparer.Ordinal);

    /// <summary>Makes the submission the leader at once, or adds it to the next group. Returns false if that group cannot take it.</summary>
    public bool TryEnter(PendingSubmission submission)
    {
        lock (_lock)
        {
            if (_nextGroups.TryGetValue(submission.Operation.Operation.Tenant, out var nextGroup))
            {
                return nextGroup.TryAdd(submission, limits);
            }

            _nextGroups.Add(submission.Operation.Operation.Tenant, new());
        }

        submission.TryClaim();
        submission.PromoteToLeader([submission]);
        return true;
    }

    /// <summary>Ends the running group and promotes the leader of the next one.</summary>
    public void Leave(string tenant)
    {
        List<PendingSubmission> group;
        lock (_lock)
        {
            group = _nextGroups[tenant].Take();
            if (group.Count == 0)
            {
                _nextGroups.Remove(tenant);
                return;
            }

            _nextGroups[tenant] = new();
        }

        group[0].PromoteToLeader(group);
    }
}
