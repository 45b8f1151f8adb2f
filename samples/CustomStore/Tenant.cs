namespace Wesog.Samples.CustomStore;

/// <summary>One tenant. The store calls the methods under its write lock; <see cref="Queue"/> and <see cref="Data"/> need none.</summary>
internal sealed class Tenant(string name, TimeProvider clock, Action<Change> append)
{
    private volatile TenantData _data = TenantData.Empty;

    public string Name => name;

    public TenantQueue Queue { get; } = new(clock);

    public TenantData Data => _data;

    /// <summary>Applies a change that the journal contains already.</summary>
    public void Replay(Change change) => _data = _data.With(change);

    /// <summary>Adds the unfinished operations to the queue, after all changes have been replayed.</summary>
    public void FillQueue() => AddToQueue(_data.Operations.Values.Where(row => !row.Operation.IsFinished));

    public IReadOnlyList<EnqueueResult> Enqueue(IReadOnlyList<NewOperation> operations, QueueLimits limits)
    {
        var admission = new Admission(Queue.GetTotals(_data.LastNumber), limits);
        var (results, rows) = (new List<EnqueueResult>(), new List<OperationRow>());
        foreach (var operation in operations)
        {
            results.Add(admission.Admit(operation, FindBound(operation)));
            if (results[^1] is EnqueueResult.Accepted { Operation: var accepted })
            {
                rows.Add(new(accepted, operation.Key, Attempts: 0, operation.Payload));
            }
        }

        Make(new(name) { Operations = rows }, () => AddToQueue(rows));
        return results;
    }

    public CancelResult Cancel(long number, DateTimeOffset now)
    {
        if (_data.FindOperation(number) is not { } operation)
        {
            return CancelResult.NotFound;
        }

        if (operation.State != OperationState.Pending)
        {
            return CancelResult.Unchanged(operation);
        }

        var row = _data.Operations[number].Finish(operation.Cancel(now));
        Make(new(name) { Operations = [row] }, () => Queue.EndReservation(Queue.TryReserve(number, out _)!, finished: true));
        return CancelResult.Canceled(row.Operation);
    }

    public WorkItem? Claim(Lease lease, CommitLimits limits, DateTimeOffset now)
    {
        var claimed = Queue.Claim(lease, limits, now)!;
        Publish(_data);
        return claimed.Count == 0 ? null
            : new(lease, [.. claimed.Select(next => new ClaimedOperation.Intact(next.Operation.Start(now), next.Payload!, next.Attempts))]);
    }

    /// <returns>Null if the images are no longer those that the decision has read.</returns>
    public CommitResult? TryCommit(CommitRequest request, Lease lease, TenantData read, CommitPlan plan)
    {
        if (!ReferenceEquals(read.Images, _data.Images))
        {
            return null;
        }

        var added = (request as CommitRequest.Inline)?.Operations;
        if (added is not null && Queue.CountWaiting() > 0)
        {
            return new CommitResult.Busy();
        }

        if (added is not null && added.Any(operation => FindBound(operation) is not null))
        {
            return new CommitResult.Refused();
        }

        var ending = Queue.BeginCommit(lease, added is null ? plan.Finished : []);
        try
        {
            var finished = request.Finish(plan, lastNumber: added is null ? null : _data.LastNumber);
            OperationRow[] rows = added is null
                ? [.. finished.Select(operation => _data.Operations[operation.Id].Finish(operation))]
                : [.. finished.Zip(added, (operation, draft) => new OperationRow(operation, draft.Key, 0, Payload: null))];
            Make(new(name) { Images = plan.SortWrites(), Operations = rows }, () => Queue.EndCommit(ending));
            return new CommitResult.Committed(finished);
        }
        catch
        {
            Queue.EndCommit([]);
            throw;
        }
    }

    public bool Release(Lease lease, long? failedOperation)
    {
        if (failedOperation is { } number && Queue.TryBeginCommit(lease, number) is { } failed)
        {
            try
            {
                var row = _data.Operations[number] with { Attempts = failed.Attempts + 1 };
                Make(new(name) { Operations = [row] }, () => failed.Attempts++);
            }
            finally
            {
                Queue.EndCommit([]);
            }
        }

        var waits = Queue.Release(lease);
        Publish(_data);
        return waits;
    }

    public int RemoveExpired(RetentionPolicy policy, int maxCount)
    {
        var finished = _data.Operations.Values.Select(row => row.Operation).Where(operation => operation.IsFinished)
            .OrderBy(operation => operation.FinishedAt).ThenBy(operation => operation.Id).ToList();
        var expired = finished
            .TakeWhile((operation, i) => operation.FinishedAt < policy.FinishedBefore || i < finished.Count - policy.KeepPerTenant)
            .Take(maxCount).Select(operation => operation.Id).ToList();
        Make(new(name) { Removed = expired });
        return expired.Count;
    }

    public void UpdateClockState(RetentionPolicy policy)
    {
        var next = policy.UpdateClockState?.Invoke(_data.ClockState) ?? _data.ClockState;
        Make(new(name) { ClockState = next.Span.SequenceEqual(_data.ClockState) ? null : next.ToArray() });
    }

    private EnqueueResult.Duplicate? FindBound(NewOperation operation) =>
        operation.Key is { } key && _data.Keys.TryGetValue(key.Key, out var number)
            ? new(_data.FindOperation(number)!, _data.Operations[number].Key!.Fingerprint)
            : null;

    private void AddToQueue(IEnumerable<OperationRow> rows) => Queue.Add(
    [
        .. from row in rows
           let payload = row.Payload!
           select new QueuedOperation(row.Operation, PayloadCodec.Measure(payload)) { Attempts = row.Attempts, Payload = payload },
    ]);

    // First the disk, then the queue, last the readers. Nothing after the append can fail.
    private void Make(Change change, Action? changeQueue = null)
    {
        var next = _data.With(change);
        if (!change.IsEmpty())
        {
            append(change);
        }

        changeQueue?.Invoke();
        Publish(next);
    }

    private void Publish(TenantData data) => _data = data with { Running = Queue.Running };
}
