using Wesog.Storage;

namespace Wesog.Queueing;

/// <summary>The submissions of a tenant that wait for inline execution, at most as many as may share a transaction.</summary>
internal sealed class PendingGroup
{
    private readonly List<PendingSubmission> _submissions = [];
    private long _items;
    private long _bytes;

    /// <summary>Adds a submission. Returns false if it exceeds the limits or repeats the idempotency key of another one.</summary>
    public bool TryAdd(PendingSubmission submission, CommitLimits limits)
    {
        if (submission.Operation.Key is { } key && _submissions.Any(other => other.Operation.Key?.Key == key.Key))
        {
            return false;
        }

        var items = _items + submission.Operation.Operation.Total;
        var bytes = _bytes + submission.Bytes;
        if (!limits.Allow(_submissions.Count + 1, items, bytes))
        {
            return false;
        }

        _submissions.Add(submission);
        (_items, _bytes) = (items, bytes);
        return true;
    }

    /// <summary>Claims all submissions that are not cancelled, urgent ones first, as in the queue.</summary>
    public List<PendingSubmission> Take() =>
        [.. _submissions.Where(submission => submission.TryClaim()).OrderByDescending(submission => submission.Operation.Operation.Modes.Urgent)];
}
