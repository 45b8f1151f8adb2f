using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.StoreHistories.Model;

/// <summary>One tenant of the naive store: a list of operations, a dictionary of images, and a few lines for each member of the port.</summary>
public sealed class NaiveTenant(string name, TimeProvider clock)
{
    private readonly List<NaiveOperation> _operations = [];
    private readonly Dictionary<string, StoredImage> _images = new(StringComparer.Ordinal);
    private (long FencingToken, TimeSpan Until)? _lease;
    private long _lastNumber;
    private long _lastFencingToken;

    public IEnumerable<StoredImage> Images => _images.Values.OrderBy(image => image.Id, CodePointOrder.Instance);

    public IEnumerable<Operation> Operations => _operations.Select(operation => operation.Visible);

    public bool HasAccepted => _lastNumber > 0;

    /// <summary>The number of unfinished operations that no live lease has claimed.</summary>
    public int BacklogCount => Backlog.Count();

    public IEnumerable<NaiveOperation> Backlog => Unfinished.Where(operation => !operation.IsClaimed || !IsLeased);

    private bool IsLeased => _lease is { } lease && clock.GetElapsedTime(0) < lease.Until;

    private IEnumerable<NaiveOperation> Unfinished => _operations.Where(operation => operation.IsUnfinished);

    public StoredImage? FindImage(string id) => _images.GetValueOrDefault(id);

    public NaiveOperation? Find(long number) => _operations.Find(operation => operation.Number == number);

    public EnqueueResult Enqueue(NewOperation submitted, QueueLimits limits) =>
        Rejection(submitted, limits) ?? new EnqueueResult.Accepted(Add(submitted, submitted.Operation));

    public CommitResult Commit(CommitRequest.Inline request)
    {
        if (request.Operations.Any(operation => Rejection(operation, request.Limits) is EnqueueResult.Duplicate or EnqueueResult.Full))
        {
            return new CommitResult.Refused();
        }

        if (IsLeased || Unfinished.Any())
        {
            return new CommitResult.Busy();
        }

        var until = clock.GetElapsedTime(0) + request.LeaseOptions.Duration;
        var plan = request.Plan(FindImage);

        // The decision of a test may advance the clock or submit another operation.
        if (clock.GetElapsedTime(0) >= until || Unfinished.Any())
        {
            return new CommitResult.Busy();
        }

        Write(plan.Writes);
        var finished = request.Finish(plan);
        return new CommitResult.Committed([.. request.Operations.Select((operation, i) => Add(operation, finished[i]))]);
    }

    public CancelResult Cancel(long number, DateTimeOffset now)
    {
        switch (Find(number))
        {
            case null:
                return CancelResult.NotFound;
            case { Visible.State: OperationState.Pending } pending:
                pending.Visible = pending.Visible.Cancel(now);
                return CancelResult.Canceled(pending.Visible);
            case var other:
                return CancelResult.Unchanged(other.Visible);
        }
    }

    public WorkItem? Claim(LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, IReadOnlySet<long> invisible)
    {
        if (IsLeased)
        {
            return null;
        }

        RequeueClaimed();
        var queue = Unfinished.Where(operation => !invisible.Contains(operation.Number))
            .OrderByDescending(operation => operation.Visible.Modes.Urgent).ThenBy(operation => operation.Number);
        var run = SelectForClaim(queue, limits);
        if (run.Count == 0)
        {
            return null;
        }

        _lease = (++_lastFencingToken, clock.GetElapsedTime(0) + leaseOptions.Duration);
        foreach (var operation in run)
        {
            operation.IsClaimed = true;
            operation.Visible = operation.Visible.Start(now);
        }

        return new(
            new(name, leaseOptions, _lastFencingToken),
            [.. run.Select(operation => new ClaimedOperation.Intact(operation.Visible, operation.Submitted.Payload, operation.Attempts))]);
    }

    public CommitResult Commit(CommitRequest.Claimed request)
    {
        Require(request.Lease);
        var plan = request.Plan(FindImage);
        Require(request.Lease);
        foreach (var finished in plan.Finished)
        {
            FindClaimed(finished.Id);
        }

        if (plan.Writes.Select(write => write.Id).ToHashSet().Count < plan.Writes.Count)
        {
            throw new InvalidOperationException("An image is written twice.");
        }

        Write(plan.Writes);
        var ended = request.Finish(plan);
        foreach (var finished in ended)
        {
            var operation = FindClaimed(finished.Id);
            operation.Visible = finished;
            operation.IsClaimed = false;
        }

        return new CommitResult.Committed(ended);
    }

    public void Renew(Lease lease)
    {
        Require(lease);
        _lease = (lease.FencingToken, clock.GetElapsedTime(0) + lease.Options.Duration);
    }

    public bool Release(Lease lease, long? failedOperation)
    {
        if (IsLeased && _lease!.Value.FencingToken == lease.FencingToken)
        {
            if (failedOperation is { } number && Find(number) is { IsClaimed: true } failed)
            {
                failed.Attempts++;
            }

            _lease = null;
            RequeueClaimed();
        }

        return BacklogCount > 0;
    }

    public int RemoveExpired(RetentionPolicy policy, int maxCount)
    {
        var finished = Operations.Where(operation => operation.IsFinished)
            .OrderBy(operation => operation.FinishedAt).ThenBy(operation => operation.Id).ToList();
        var surplus = finished.Count - policy.KeepPerTenant;
        var expired = finished.Where((operation, index) => index < surplus || operation.FinishedAt < policy.FinishedBefore)
            .Take(maxCount).Select(operation => operation.Id).ToHashSet();
        return _operations.RemoveAll(operation => expired.Contains(operation.Number));
    }

    public NaiveTenant Copy()
    {
        var copy = new NaiveTenant(name, clock) { _lease = _lease, _lastNumber = _lastNumber, _lastFencingToken = _lastFencingToken };
        copy._operations.AddRange(_operations.Select(operation => operation.Copy()));
        foreach (var (id, image) in _images)
        {
            copy._images.Add(id, image);
        }

        return copy;
    }

    // Implements the limits independently: the first operation whatever its size, then as many as all three limits allow.
    private static List<NaiveOperation> SelectForClaim(IEnumerable<NaiveOperation> queue, CommitLimits limits)
    {
        var run = new List<NaiveOperation>();
        foreach (var next in queue)
        {
            var fits = run.Count < limits.Operations
                && run.Sum(claimed => (long)claimed.Size.Items) + next.Size.Items <= limits.Items
                && run.Sum(claimed => claimed.Size.Bytes) + next.Size.Bytes <= limits.Bytes;

            // An edit by query runs alone.
            var isAlone = next.Submitted.Payload.Edit is not null || run.Exists(claimed => claimed.Submitted.Payload.Edit is not null);
            if (run.Count > 0 && (!fits || isAlone))
            {
                break;
            }

            run.Add(next);
        }

        return run;
    }

    private EnqueueResult? Rejection(NewOperation submitted, QueueLimits limits)
    {
        if (submitted.Key is { } key && _operations.Find(operation => operation.Submitted.Key?.Key == key.Key) is { } bound)
        {
            return new EnqueueResult.Duplicate(bound.Visible, bound.Submitted.Key!.Fingerprint);
        }

        var isFull = Unfinished.Count() + 1 > limits.Operations
            || Unfinished.Sum(operation => operation.Size.Bytes) + NaiveOperation.BytesOf(submitted) > limits.Bytes;
        return isFull ? new EnqueueResult.Full() : null;
    }

    private Operation Add(NewOperation submitted, Operation operation)
    {
        operation = operation with { Id = ++_lastNumber };
        _operations.Add(new(operation, submitted));
        return operation;
    }

    private void Require(Lease lease)
    {
        if (!IsLeased || _lease!.Value.FencingToken != lease.FencingToken)
        {
            throw new LeaseLostException(lease);
        }
    }

    private NaiveOperation FindClaimed(long number) =>
        Find(number) is { IsClaimed: true } operation ? operation : throw new InvalidOperationException($"Operation {number} is not claimed.");

    private void RequeueClaimed()
    {
        foreach (var operation in _operations.Where(operation => operation.IsClaimed))
        {
            operation.IsClaimed = false;
            operation.Visible = operation.Visible.Requeue();
        }
    }

    private void Write(IEnumerable<ImageWrite> writes)
    {
        foreach (var (id, image) in writes)
        {
            _images.Remove(id);
            if (image is not null)
            {
                _images.Add(id, image);
            }
        }
    }
}
