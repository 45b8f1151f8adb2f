using Wesog.Storage;

namespace Wesog.Queueing;

/// <summary>Submissions of a tenant that wait to run together.</summary>
internal sealed class PendingGroup<T>
{
    private readonly List<PendingSubmission<T>> _submissions;
    private long _items;
    private long _bytes;

    public PendingGroup(PendingSubmission<T> first) =>
        (_submissions, _items, _bytes) = ([first], first.Operation.Operation.Total, first.Bytes);

    /// <summary>Adds a submission. Returns false if it exceeds the limits or repeats the idempotency key of another one.</summary>
    public bool TryAdd(PendingSubmission<T> submission, CommitLimits limits)
    {
        if (submission.Operation.Key is { } key && _submissions.Any(other => other.Operation.Key?.Key == key.Key))
        {
            return false;
        }

        var (items, bytes) = (_items + submission.Operation.Operation.Total, _bytes + submission.Bytes);
        if (!limits.Allow(_submissions.Count + 1, items, bytes))
        {
            return false;
        }

        _submissions.Add(submission);
        (_items, _bytes) = (items, bytes);
        return true;
    }

    /// <summary>Claims all submissions that are not cancelled, urgent ones first, as in the queue.</summary>
    public IReadOnlyList<PendingSubmission<T>> Claim() =>
        [.. _submissions.Where(submission => submission.TryClaim()).OrderByDescending(submission => submission.Operation.Operation.Modes.Urgent)];
}
