using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Store;

/// <summary>The data of a tenant in the simulated store.</summary>
internal sealed class TenantRecord(string tenant, Func<TimeSpan> now, Mutant mutant, Func<double, bool> chance, string? damagedId)
{
    private readonly SortedDictionary<string, (long Number, ReadOnlyMemory<byte> Fingerprint)> _keys = new(StringComparer.Ordinal);

    // The memory of replaced owners, for a planted bug.
    private readonly HashSet<long> _forgottenLeases = [];

    // For a planted bug.
    private IReadOnlyCollection<StoredImage> _imagesOfLastInsert = [];
    private SimulatedLease? _lease;
    private long _lastNumber;
    private long _lastFencingToken;

    public SortedDictionary<long, Operation> Operations { get; } = [];

    public SortedDictionary<string, StoredImage> Images { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<long, UnfinishedOperation> Unfinished { get; } = [];

    /// <summary>The id of the damaged image; null if none is damaged.</summary>
    public string? DamagedId => damagedId;

    public bool IsLeased => _lease is { } lease && now() < lease.Until;

    public EnqueueResult.Duplicate? FindKey(NewOperation newOperation) =>
        newOperation.Key is { } key && _keys.TryGetValue(key.Key, out var bound) ? new(Operations[bound.Number], bound.Fingerprint) : null;

    public EnqueueResult Insert(NewOperation newOperation, QueueLimits limits)
    {
        if (IsFull(newOperation, limits))
        {
            return new EnqueueResult.Full();
        }

        _imagesOfLastInsert = [.. Images.Values];
        var operation = Number(newOperation, newOperation.Operation);
        Unfinished.Add(operation.Id, new(operation.Id, newOperation) { IsDamaged = damagedId is not null && chance(0.1) });
        return new EnqueueResult.Accepted(operation);
    }

    public CommitResult Commit(CommitRequest.Inline request)
    {
        if (request.Operations.Any(operation => IsFull(operation, request.Limits)))
        {
            return new CommitResult.Refused();
        }

        if (IsLeased || Unfinished.Count > 0)
        {
            return new CommitResult.Busy();
        }

        var plan = Decide(request);
        Write(plan.Writes);
        var finished = request.Finish(plan);
        return new CommitResult.Committed([.. request.Operations.Select((operation, i) => Number(operation, finished[i]))]);
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
        if (IsLeased)
        {
            return null;
        }

        Requeue();
        var queue = Unfinished.Values.OrderByDescending(unfinished => unfinished.Urgent).ThenBy(unfinished => unfinished.Number);
        var run = limits.TakeRun(queue, unfinished => unfinished.Size);
        if (mutant == Mutant.WrongOrder && run.Count > 1)
        {
            (run[0], run[1]) = (run[1], run[0]);
        }

        if (run.Count == 0)
        {
            return null;
        }

        _lease = new(++_lastFencingToken, now() + leaseOptions.Duration);
        foreach (var unfinished in run)
        {
            unfinished.FencingToken = _lastFencingToken;
            Operations[unfinished.Number] = Operations[unfinished.Number].Start(at);
        }

        return new(
            new(tenant, leaseOptions, _lastFencingToken),
            [.. run.Select(Claimed)]);
    }

    private ClaimedOperation Claimed(UnfinishedOperation unfinished) => unfinished.IsDamaged
        ? new ClaimedOperation.Damaged(Operations[unfinished.Number], new("simulated", $"payload {unfinished.Number}"), unfinished.Attempts)
        : new ClaimedOperation.Intact(Operations[unfinished.Number], unfinished.Submitted.Payload, unfinished.Attempts);

    /// <summary>The first half of a transaction: reads and decides.</summary>
    public CommitPlan Plan(CommitRequest.Claimed request)
    {
        if (mutant != Mutant.IgnoresLease)
        {
            Require(request.Lease);
        }

        return Decide(request);
    }

    /// <summary>The second half of a transaction: writes.</summary>
    public void Commit(Lease lease, CommitPlan plan)
    {
        if (mutant == Mutant.CommitsEditsTwice && plan.Finished is [{ Query: not null, Id: var number }] && Operations[number].IsFinished)
        {
            Write(plan.Writes);
            return;
        }

        if (mutant != Mutant.IgnoresLease)
        {
            Require(lease);
        }

        foreach (var operation in plan.Finished)
        {
            RequireOf(lease, operation.Id);
        }

        if (mutant == Mutant.SubsetOnFailure)
        {
            WriteGoodOfFailed(plan);
        }

        Write(plan.Writes);
        if (mutant == Mutant.CommitsPartially && plan.Writes.Count > 0 && chance(0.2))
        {
            throw new InvalidDataException("The planted bug fails after writing the images.");
        }

        if (mutant == Mutant.TearsWithoutMemory && plan.Writes.Count > 0 && chance(0.2))
        {
            throw new InsufficientMemoryException("The planted bug runs out of memory after writing the images.");
        }

        foreach (var operation in plan.Finished)
        {
            Unfinished.Remove(operation.Id);
            Operations[operation.Id] = mutant == Mutant.ForgetsMatches && operation.Query is not null
                ? operation with { Total = Operations[operation.Id].Total, Failure = null }
                : operation;
        }
    }

    /// <returns>Whether the lease is alive and the operation is part of its work item.</returns>
    public bool RecordFailure(Lease lease, long number)
    {
        if (!IsLeased || _lease!.FencingToken != lease.FencingToken || !Unfinished.TryGetValue(number, out var failed) || failed.FencingToken != lease.FencingToken)
        {
            return false;
        }

        failed.Attempts++;
        return true;
    }

    public void Renew(Lease lease)
    {
        Require(lease);
        _lease = _lease is null ? null : _lease with { Until = now() + lease.Options.Duration };
    }

    public bool Release(Lease lease)
    {
        if (IsLeased && _lease!.FencingToken == lease.FencingToken)
        {
            _lease = null;
            Requeue();
        }

        return Backlog() > 0;
    }

    /// <summary>Loses the last unfinished operation, as if its transaction had never reached the disk. Returns false if there is none.</summary>
    public bool LoseLastUnfinished()
    {
        if (Unfinished.Count == 0)
        {
            return false;
        }

        var number = Unfinished.Keys.Last();
        Unfinished.Remove(number);
        return Operations.Remove(number);
    }

    /// <summary>Ends the lease of a previous owner of the store, whose claims were in its memory.</summary>
    public void EndLease()
    {
        if (IsLeased && mutant == Mutant.IgnoresGeneration)
        {
            _forgottenLeases.Add(_lease!.FencingToken);
        }

        _lease = null;
        Requeue();
    }

    public int RemoveExpired(RetentionPolicy policy)
    {
        var expired = Operations.Values.Where(operation => operation.FinishedAt < policy.FinishedBefore).Take(policy.MaxCount).Select(operation => operation.Id).ToList();
        foreach (var number in expired)
        {
            Operations.Remove(number);
            foreach (var (key, _) in _keys.Where(bound => bound.Value.Number == number).ToList())
            {
                _keys.Remove(key);
            }
        }

        return expired.Count;
    }

    public int Backlog() => Unfinished.Values.Count(unfinished => unfinished.FencingToken is null || !IsLeased);

    /// <summary>Returns all images by id. A scan reads each, so that a damaged one fails it.</summary>
    public IReadOnlyCollection<StoredImage> Scan()
    {
        if (damagedId is not null && mutant != Mutant.HidesDamage)
        {
            throw new StoreDamagedException("simulated", $"image {damagedId}");
        }

        if (mutant == Mutant.KeepsMatches && Unfinished.Values.FirstOrDefault(unfinished => unfinished.FencingToken == _lease?.FencingToken) is { } edit)
        {
            return edit.ImagesOfFirstScan ??= [.. Images.Values];
        }

        return [.. mutant == Mutant.ScansBeforeLease ? _imagesOfLastInsert : Images.Values];
    }

    // A correct store verifies the expectation or ignores it. The planted bug trusts it.
    private CommitPlan Decide(CommitRequest request)
    {
        if (damagedId is not null && request.ImageIds.Contains(damagedId) && mutant != Mutant.HidesDamage)
        {
            throw new StoreDamagedException("simulated", $"image {damagedId}");
        }

        return request.Plan(mutant == Mutant.TrustsExpectAbsent && request.ExpectAbsent ? _ => null : Images.GetValueOrDefault);
    }

    private bool IsFull(NewOperation newOperation, QueueLimits limits) =>
        Unfinished.Count >= limits.Operations
        || Unfinished.Values.Sum(unfinished => unfinished.Size.Bytes) + UnfinishedOperation.BytesOf(newOperation.Payload) > limits.Bytes;

    private Operation Number(NewOperation newOperation, Operation operation)
    {
        operation = operation with { Id = ++_lastNumber };
        Operations.Add(operation.Id, operation);
        if (newOperation.Key is { } key)
        {
            _keys[key.Key] = (operation.Id, key.Fingerprint);
        }

        return operation;
    }

    private void Require(Lease lease)
    {
        if ((!IsLeased || _lease!.FencingToken != lease.FencingToken) && !_forgottenLeases.Contains(lease.FencingToken))
        {
            throw new LeaseLostException(lease);
        }
    }

    private UnfinishedOperation RequireOf(Lease lease, long number) =>
        Unfinished.TryGetValue(number, out var unfinished) && (unfinished.FencingToken == lease.FencingToken || mutant is Mutant.IgnoresLease or Mutant.IgnoresGeneration)
            ? unfinished
            : throw new InvalidOperationException($"Operation {number} is not part of this work item or is already finished.");

    private void Requeue()
    {
        foreach (var unfinished in Unfinished.Values.Where(unfinished => unfinished.FencingToken is not null))
        {
            unfinished.FencingToken = null;
            Operations[unfinished.Number] = Operations[unfinished.Number].Requeue();
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

    private void WriteGoodOfFailed(CommitPlan plan)
    {
        foreach (var operation in plan.Finished.Where(operation => operation.State == OperationState.Failed))
        {
            Write(
                from item in Unfinished[operation.Id].Submitted.Payload.Items
                where item.Method == ItemMethod.Add && !Images.ContainsKey(item.ImageId)
                let at = operation.CreatedAt
                select new ImageWrite(item.ImageId, new(item.ImageId, item.Lang ?? Language.Es, revision: 1, at, at, item.Json)));
        }
    }
}
