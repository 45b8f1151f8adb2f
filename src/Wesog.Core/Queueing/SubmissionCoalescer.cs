using System.Runtime.InteropServices;
using Wesog.Storage;

namespace Wesog.Queueing;

/// <summary>
/// Combines concurrent submissions of a tenant into groups that share a store transaction. One group per tenant runs at a time;
/// submissions that arrive meanwhile form the next groups.
/// </summary>
/// <param name="limits">The limits of a group.</param>
/// <param name="threads">Where waiting submissions continue.</param>
/// <param name="urgentFirst">Whether urgent submissions run before others that arrived earlier.</param>
/// <param name="run">Runs a group of operations of one tenant, and returns a result for each.</param>
internal sealed class SubmissionCoalescer<T>(
    CommitLimits limits, EngineThreads threads, bool urgentFirst, Func<IReadOnlyList<NewOperation>, CancellationToken, ValueTask<IReadOnlyList<T>>> run)
{
    private readonly Lock _lock = new();

    // Contains a tenant while one of its groups runs: the submissions that wait, or null before the first one.
    private readonly Dictionary<string, List<PendingSubmission<T>>?> _waiting = new(StringComparer.Ordinal);

    /// <summary>Runs an operation, alone or in a group. Cancellation has no effect once the operation is in a running group.</summary>
    public async ValueTask<T> RunAsync(NewOperation operation, CancellationToken cancellationToken)
    {
        var submission = new PendingSubmission<T>(operation);
        if (Enter(submission) || await submission.WaitAsync(threads, cancellationToken).ConfigureAwait(false))
        {
            await LeadAsync(submission, cancellationToken).ConfigureAwait(false);
        }

        return submission.Result;
    }

    /// <returns>Whether the submission is the leader of a group of its own; otherwise it waits.</returns>
    private bool Enter(PendingSubmission<T> submission)
    {
        lock (_lock)
        {
            ref var waiting = ref CollectionsMarshal.GetValueRefOrAddDefault(_waiting, submission.Tenant, out var isRunning);
            if (isRunning)
            {
                submission.PrepareToWait();
                (waiting ??= []).Add(submission);
                return false;
            }
        }

        submission.TryClaim();
        submission.PromoteToLeader([submission]);
        return true;
    }

    private async ValueTask LeadAsync(PendingSubmission<T> leader, CancellationToken cancellationToken)
    {
        var group = leader.Group;
        try
        {
            // One caller must not cancel a transaction that includes the operations of others.
            await RunAsync(group, group.Count == 1 ? cancellationToken : CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (group.Count > 1 && !failure.MayHaveTakenEffect())
        {
            // One operation may cause it. It must not fail the others.
            foreach (var submission in group)
            {
                await RunAloneAsync(submission).ConfigureAwait(false);
            }
        }
        catch (Exception failure)
        {
            foreach (var submission in group)
            {
                submission.Fail(failure);
            }
        }
        finally
        {
            Leave(leader.Tenant);
        }
    }

    private async ValueTask RunAloneAsync(PendingSubmission<T> submission)
    {
        try
        {
            await RunAsync([submission], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            submission.Fail(failure);
        }
    }

    private async ValueTask RunAsync(IReadOnlyList<PendingSubmission<T>> group, CancellationToken cancellationToken)
    {
        NewOperation[] operations = group.Count == 1 ? [group[0].Operation!] : [.. group.Select(submission => submission.Operation!)];
        var results = await run(operations, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < group.Count; i++)
        {
            if (results.Count == group.Count)
            {
                group[i].Complete(results[i]);
            }
            else
            {
                // Not an exception of the call: it has taken effect and must not be repeated.
                group[i].Fail(new InvalidOperationException($"The store returned {results.Count} results for {group.Count} operations."));
            }
        }
    }

    // Ends the running group and promotes the leader of the next one.
    private void Leave(string tenant)
    {
        List<PendingSubmission<T>> next;
        lock (_lock)
        {
            next = _waiting[tenant] is { } waiting ? ClaimGroup(waiting) : [];
            if (next.Count == 0)
            {
                _waiting.Remove(tenant);
                return;
            }
        }

        next[0].PromoteToLeader(next);
    }

    private List<PendingSubmission<T>> ClaimGroup(List<PendingSubmission<T>> waiting)
    {
        var group = new List<PendingSubmission<T>>();
        HashSet<string>? keys = null;
        var (items, bytes) = (0L, 0L);
        IEnumerable<PendingSubmission<T>> inOrder =
            urgentFirst && waiting.Exists(submission => submission.IsUrgent) ? waiting.OrderByDescending(submission => submission.IsUrgent) : waiting;
        foreach (var next in inOrder)
        {
            // A repeated key runs in a later group, when the store knows the operation that is bound to it.
            if (!limits.Allow(group.Count + 1, items + next.Items, bytes + next.Bytes) || (next.Key is not null && keys?.Contains(next.Key) == true))
            {
                break;
            }

            // A cancelled submission cannot be claimed, and counts for nothing.
            if (next.TryClaim())
            {
                group.Add(next);
                (items, bytes) = (items + next.Items, bytes + next.Bytes);
                if (next.Key is not null)
                {
                    (keys ??= new(StringComparer.Ordinal)).Add(next.Key);
                }
            }
        }

        waiting.RemoveAll(submission => submission.IsClaimed);
        return group;
    }
}
