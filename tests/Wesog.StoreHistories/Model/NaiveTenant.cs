using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.StoreHistories.Model;

/// <summary>One tenant of the naive store: a list, a dictionary, three numbers, and for each member of the port a few lines.</summary>
public sealed class NaiveTenant(string name, TimeProvider clock)
{
    private readonly List<NaiveOperation> _operations = [];
    private readonly Dictionary<string, StoredImage> _images = new(StringComparer.Ordinal);
    private (long Fence, TimeSpan Until)? _held;
    private long _lastNumber;
    private long _lastFence;

    public IEnumerable<StoredImage> Images => _images.Values.OrderBy(image => image.Id, CodePointOrder.Instance);

    public IEnumerable<Operation> Operations => _operations.Select(operation => operation.Shown);

    public bool HasAccepted => _lastNumber > 0;

    /// <summary>How many are to be carried out: all that is unfinished but what a living lease has taken.</summary>
    public int Backlog => Waiting.Count();

    public IEnumerable<NaiveOperation> Waiting => Unfinished.Where(operation => !operation.InTurn || !IsHeld);

    private bool IsHeld => _held is { } held && clock.GetElapsedTime(0) < held.Until;

    private IEnumerable<NaiveOperation> Unfinished => _operations.Where(operation => operation.IsUnfinished);

    public StoredImage? FindImage(string id) => _images.GetValueOrDefault(id);

    public NaiveOperation? Find(long number) => _operations.Find(operation => operation.Number == number);

    public EnqueueResult Enqueue(NewOperation draft, QueueLimits bounds) =>
        Refusal(draft, bounds) ?? new EnqueueResult.Accepted(Add(draft, draft.Operation));

    public CommitResult Commit(CommitRequest.Inline request)
    {
        if (request.Operations.Any(operation => Refusal(operation, request.Limits) is EnqueueResult.Duplicate or EnqueueResult.Full))
        {
            return new CommitResult.Refused();
        }

        if (IsHeld || Unfinished.Any())
        {
            return new CommitResult.Busy();
        }

        var until = clock.GetElapsedTime(0) + request.LeaseOptions.Duration;
        var plan = request.Decide(FindImage);

        // The decision of a test may let time pass, or submit another operation.
        if (clock.GetElapsedTime(0) >= until || Unfinished.Any())
        {
            return new CommitResult.Busy();
        }

        Write(plan.Writes);
        return new CommitResult.Committed([.. request.Operations.Select((operation, i) => Add(operation, plan.Finished[i]))]);
    }

    public CancelResult Cancel(long number, DateTimeOffset now)
    {
        switch (Find(number))
        {
            case null:
                return CancelResult.NotFound;
            case { Shown.State: OperationState.Pending } pending:
                pending.Shown = pending.Shown.Cancel(now);
                return CancelResult.Canceled(pending.Shown);
            case var other:
                return CancelResult.Unchanged(other.Shown);
        }
    }

    public WorkItem? Claim(LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, IReadOnlySet<long> leftOut)
    {
        if (IsHeld)
        {
            return null;
        }

        GiveBack();
        var queue = Unfinished.Where(operation => !leftOut.Contains(operation.Number))
            .OrderByDescending(operation => operation.Shown.Modes.Urgent).ThenBy(operation => operation.Number);
        var run = TakeRun(queue, limits);
        if (run.Count == 0)
        {
            return null;
        }

        _held = (++_lastFence, clock.GetElapsedTime(0) + leaseOptions.Duration);
        foreach (var operation in run)
        {
            operation.InTurn = true;
            operation.Shown = operation.Shown.Start(now);
        }

        return new(
            new(name, leaseOptions, _lastFence),
            [.. run.Select(operation => new ClaimedOperation(operation.Shown, operation.Draft.Payload, operation.Attempts))]);
    }

    public CommitResult Commit(CommitRequest.Claimed request)
    {
        Require(request.Lease);
        var plan = request.Decide(FindImage);
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
        foreach (var finished in plan.Finished)
        {
            var operation = FindClaimed(finished.Id);
            operation.Shown = finished;
            operation.InTurn = false;
        }

        return new CommitResult.Committed(plan.Finished);
    }

    public void Renew(Lease lease)
    {
        Require(lease);
        _held = (lease.FencingToken, clock.GetElapsedTime(0) + lease.Options.Duration);
    }

    public bool Release(Lease lease, long? failedOperation)
    {
        if (IsHeld && _held!.Value.Fence == lease.FencingToken)
        {
            if (failedOperation is { } number && Find(number) is { InTurn: true } failed)
            {
                failed.Attempts++;
            }

            _held = null;
            GiveBack();
        }

        return Backlog > 0;
    }

    public int RemoveExpired(RetentionPolicy policy, int most)
    {
        var finished = Operations.Where(operation => operation.IsFinished)
            .OrderBy(operation => operation.FinishedAt).ThenBy(operation => operation.Id).ToList();
        var surplus = finished.Count - policy.KeepPerTenant;
        var expired = finished.Where((operation, index) => index < surplus || operation.FinishedAt < policy.FinishedBefore)
            .Take(most).Select(operation => operation.Id).ToHashSet();
        return _operations.RemoveAll(operation => expired.Contains(operation.Number));
    }

    public NaiveTenant Copy()
    {
        var copy = new NaiveTenant(name, clock) { _held = _held, _lastNumber = _lastNumber, _lastFence = _lastFence };
        copy._operations.AddRange(_operations.Select(operation => operation.Copy()));
        foreach (var (id, image) in _images)
        {
            copy._images.Add(id, image);
        }

        return copy;
    }

    // The bounds' own arithmetic is written a second time: the first however large it is, then as far as all three allow.
    private static List<NaiveOperation> TakeRun(IEnumerable<NaiveOperation> queue, CommitLimits bounds)
    {
        var run = new List<NaiveOperation>();
        foreach (var next in queue)
        {
            var fits = run.Count < bounds.Operations
                && run.Sum(taken => (long)taken.Size.Items) + next.Size.Items <= bounds.Items
                && run.Sum(taken => taken.Size.Bytes) + next.Size.Bytes <= bounds.Bytes;
            if (run.Count > 0 && !fits)
            {
                break;
            }

            run.Add(next);
        }

        return run;
    }

    private EnqueueResult? Refusal(NewOperation draft, QueueLimits bounds)
    {
        if (draft.Key is { } key && _operations.Find(operation => operation.Draft.Key?.Key == key.Key) is { } bound)
        {
            return new EnqueueResult.Duplicate(bound.Shown, bound.Draft.Key!.Fingerprint);
        }

        var isFull = Unfinished.Count() + 1 > bounds.Operations
            || Unfinished.Sum(operation => operation.Size.Bytes) + NaiveOperation.BytesOf(draft) > bounds.Bytes;
        return isFull ? new EnqueueResult.Full() : null;
    }

    private Operation Add(NewOperation draft, Operation operation)
    {
        operation = operation with { Id = ++_lastNumber };
        _operations.Add(new(operation, draft));
        return operation;
    }

    private void Require(Lease lease)
    {
        if (!IsHeld || _held!.Value.Fence != lease.FencingToken)
        {
            throw new LeaseLostException(lease);
        }
    }

    private NaiveOperation FindClaimed(long number) =>
        Find(number) is { InTurn: true } operation ? operation : throw new InvalidOperationException($"Operation {number} is not claimed.");

    private void GiveBack()
    {
        foreach (var operation in _operations.Where(operation => operation.InTurn))
        {
            operation.InTurn = false;
            operation.Shown = operation.Shown.Requeue();
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
