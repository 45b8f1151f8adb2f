using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Store;

/// <summary>All that the store keeps of a tenant: plain dictionaries, each call a few lines over them.</summary>
internal sealed class TenantRecord(string tenant, Func<TimeSpan> now, Mutant flaw, Func<double, bool> chance)
{
    private readonly SortedDictionary<string, (long Number, ReadOnlyMemory<byte> Fingerprint)> _keys = new(StringComparer.Ordinal);
    private Held? _held;
    private long _lastNumber;
    private long _lastFence;

    public SortedDictionary<long, Operation> Operations { get; } = [];

    public SortedDictionary<string, StoredImage> Images { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<long, Waiting> Unfinished { get; } = [];

    public bool IsHeld => _held is { } held && now() < held.Until;

    public EnqueueResult.Duplicate? FindKey(NewOperation draft) =>
        draft.Key is { } key && _keys.TryGetValue(key.Key, out var bound) ? new(Operations[bound.Number], bound.Fingerprint) : null;

    public EnqueueResult Insert(NewOperation draft, QueueLimits bounds)
    {
        if (IsFull(draft, bounds))
        {
            return new EnqueueResult.Full();
        }

        var operation = Number(draft, draft.Operation);
        Unfinished.Add(operation.Id, new(operation.Id, draft));
        return new EnqueueResult.Accepted(operation);
    }

    public CommitResult Commit(CommitRequest.Inline request)
    {
        if (request.Operations.Any(operation => IsFull(operation, request.Limits)))
        {
            return new CommitResult.Refused();
        }

        if (IsHeld || Unfinished.Count > 0)
        {
            return new CommitResult.Busy();
        }

        var plan = Decide(request);
        Write(plan.Writes);
        return new CommitResult.Committed([.. request.Operations.Select((operation, i) => Number(operation, plan.Finished[i]))]);
    }

    public CancelResult Cancel(long number, DateTimeOffset at)
    {
        if (!Operations.TryGetValue(number, out var operation))
        {
            return CancelResult.NotFound;
        }

        if (operation.State != OperationState.Pending)
        {
            return CancelResult.Unchanged(operation);
        }

        Unfinished.Remove(number);
        return CancelResult.Canceled(Operations[number] = operation.Cancel(at));
    }

    public WorkItem? Claim(LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset at)
    {
        if (IsHeld)
        {
            return null;
        }

        Requeue();
        var queue = Unfinished.Values.OrderByDescending(waiting => waiting.Urgent).ThenBy(waiting => waiting.Number);
        var run = limits.TakeRun(queue, waiting => waiting.Size);
        if (flaw == Mutant.WrongOrder && run.Count > 1)
        {
            (run[0], run[1]) = (run[1], run[0]);
        }

        if (run.Count == 0)
        {
            return null;
        }

        _held = new(++_lastFence, now() + leaseOptions.Duration);
        foreach (var waiting in run)
        {
            waiting.Fence = _lastFence;
            Operations[waiting.Number] = Operations[waiting.Number].Start(at);
        }

        return new(
            new(tenant, leaseOptions, _lastFence),
            [.. run.Select(waiting => new ClaimedOperation(Operations[waiting.Number], waiting.Draft.Payload, waiting.Attempts))]);
    }

    /// <summary>The first half of a transaction: what it reads and decides.</summary>
    public CommitPlan Plan(CommitRequest.Claimed request)
    {
        if (flaw != Mutant.NoFence)
        {
            Require(request.Lease);
        }

        return Decide(request);
    }

    /// <summary>The second half of a transaction: what it writes.</summary>
    public void Commit(Lease lease, CommitPlan outcome)
    {
        if (flaw != Mutant.NoFence)
        {
            Require(lease);
        }

        foreach (var operation in outcome.Finished)
        {
            RequireOf(lease, operation.Id);
        }

        if (flaw == Mutant.SubsetOnFailure)
        {
            WriteGoodOfFailed(outcome);
        }

        Write(outcome.Writes);
        if (flaw == Mutant.AppliesThenFails && outcome.Writes.Count > 0 && chance(0.2))
        {
            throw new InvalidDataException("A planted failure after the images were written.");
        }

        foreach (var operation in outcome.Finished)
        {
            Unfinished.Remove(operation.Id);
            Operations[operation.Id] = operation;
        }
    }

    /// <returns>Whether the lease is alive and the operation is part of its work item.</returns>
    public bool RecordFailure(Lease lease, long number)
    {
        if (!IsHeld || _held!.Fence != lease.FencingToken || !Unfinished.TryGetValue(number, out var failed) || failed.Fence != lease.FencingToken)
        {
            return false;
        }

        failed.Attempts++;
        return true;
    }

    public void Renew(Lease lease)
    {
        Require(lease);
        _held = _held! with { Until = now() + lease.Options.Duration };
    }

    public bool Release(Lease lease)
    {
        if (IsHeld && _held!.Fence == lease.FencingToken)
        {
            _held = null;
            Requeue();
        }

        return Backlog() > 0;
    }

    public int Backlog() => Unfinished.Values.Count(waiting => waiting.Fence is null || !IsHeld);

    // A right store tries the expectation and verifies it, or does not use it. A wrong one believes it.
    private CommitPlan Decide(CommitRequest request) =>
        request.Plan(flaw == Mutant.BelievesExpectAbsent && request.ExpectAbsent ? _ => null : Images.GetValueOrDefault);

    private bool IsFull(NewOperation draft, QueueLimits bounds) =>
        Unfinished.Count >= bounds.Operations
        || Unfinished.Values.Sum(waiting => waiting.Size.Bytes) + Waiting.BytesOf(draft.Payload) > bounds.Bytes;

    private Operation Number(NewOperation draft, Operation operation)
    {
        operation = operation with { Id = ++_lastNumber };
        Operations.Add(operation.Id, operation);
        if (draft.Key is { } key)
        {
            _keys[key.Key] = (operation.Id, key.Fingerprint);
        }

        return operation;
    }

    private void Require(Lease lease)
    {
        if (!IsHeld || _held!.Fence != lease.FencingToken)
        {
            throw new LeaseLostException(lease);
        }
    }

    private Waiting RequireOf(Lease lease, long number) =>
        Unfinished.TryGetValue(number, out var waiting) && (waiting.Fence == lease.FencingToken || flaw == Mutant.NoFence)
            ? waiting
            : throw new InvalidOperationException($"Operation {number} is not of this turn, or it is finished already.");

    private void Requeue()
    {
        foreach (var waiting in Unfinished.Values.Where(waiting => waiting.Fence is not null))
        {
            waiting.Fence = null;
            Operations[waiting.Number] = Operations[waiting.Number].Requeue();
        }
    }

    private void Write(IEnumerable<ImageWrite> writes)
    {
        foreach (var (id, image) in writes)
        {
            if (image is null)
            {
                Images.Remove(id);
            }
            else
            {
                Images[id] = image;
            }
        }
    }

    private void WriteGoodOfFailed(CommitPlan outcome)
    {
        foreach (var operation in outcome.Finished.Where(operation => operation.State == OperationState.Failed))
        {
            Write(
                from item in Unfinished[operation.Id].Draft.Payload.Items
                where item.Method == ItemMethod.Add && !Images.ContainsKey(item.ImageId)
                let at = operation.CreatedAt
                select new ImageWrite(item.ImageId, new(item.ImageId, item.Lang ?? Language.Es, revision: 1, at, at, item.Json)));
        }
    }
}
