using System.Runtime.CompilerServices;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>
/// The store of a host. It can stop permanently, as if the host died, or pause. A call that is in progress when the host dies takes
/// effect, but the host gets no result.
/// </summary>
internal sealed class HostStore(IImageStore inner, TimeProvider clock) : ForwardingStore(inner), IStoreChangeFeed
{
    private readonly LeaseWitness _witness = new(clock);
    private readonly CancellationTokenSource _death = new();
    private HostPause? _pause;
    private DeathPoint _deathPoint;

    public bool IsDead => _death.IsCancellationRequested;

    /// <summary>Number of commits and renewals that succeeded under expired leases. Must be 0.</summary>
    public int Violations => _witness.Violations;

    /// <summary>Number of commits that were refused because the lease had expired.</summary>
    public int Refusals => _witness.Refusals;

    /// <summary>Lets the host die at the next call that reaches a point.</summary>
    public void DieAt(DeathPoint point) => Interlocked.Exchange(ref _deathPoint, point);

    /// <summary>Pauses its transactions at a point, and its heartbeats, until <see cref="Resume"/>.</summary>
    public void Pause(HoldPoint point) => Interlocked.CompareExchange(ref _pause, new(point), null);

    public void Resume() => Interlocked.Exchange(ref _pause, null)?.End();

    public override ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
        IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken) =>
        CallAsync(() => Inner.EnqueueAsync(operations, limits, cancellationToken), DeathPoint.AfterEnqueue);

    public override ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken) => CallAsync(
        async () =>
        {
            var workItem = await Inner.ClaimAsync(tenant, leaseOptions, limits, now, cancellationToken);
            if (workItem is not null)
            {
                _witness.Prolonged(workItem.Lease);
                Die(DeathPoint.AfterClaim);
            }

            return workItem;
        });

    public override async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        if (request is not CommitRequest.Claimed { Lease: var lease })
        {
            return await CallAsync(() => Inner.CommitAsync(request, cancellationToken), DeathPoint.AfterEnqueue);
        }

        var held = new CommitRequest.Claimed(lease, request.ImageIds, find => Plan(request.Decide, find, lease)) { ExpectAbsent = request.ExpectAbsent };
        await HoldAsync(HoldPoint.BeforeTransaction);
        return await CallAsync(() => _witness.CommitAsync(lease, () => Inner.CommitAsync(held, cancellationToken)), DeathPoint.AfterCommit);
    }

    public override async ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        await (Volatile.Read(ref _pause)?.Ended ?? Task.CompletedTask);
        await CallAsync(() => _witness.RenewAsync(lease, () => Inner.RenewAsync(lease, cancellationToken)));
    }

    public override ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken) =>
        CallAsync(() => Inner.ReleaseAsync(lease, failedOperation, cancellationToken));

    public override ValueTask<Operation?> GetOperationAsync(string tenant, long operationId, CancellationToken cancellationToken) =>
        CallAsync(() => Inner.GetOperationAsync(tenant, operationId, cancellationToken));

    public override ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken) =>
        CallAsync(() => Inner.ListBacklogsAsync(cancellationToken));

    public override ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken) =>
        CallAsync(() => Inner.RemoveExpiredAsync(policy, cancellationToken));

    public async IAsyncEnumerable<StoreChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsDead, this);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _death.Token);
        await foreach (var change in ((IStoreChangeFeed)Inner).WatchAsync(ended.Token))
        {
            yield return change;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _death.Dispose();
    }

    private CommitPlan Plan(CommitDecision decide, Func<string, Images.StoredImage?> find, Lease lease)
    {
        Die(DeathPoint.InPlan);
        var plan = decide(find);
        if (Volatile.Read(ref _pause) is { Point: HoldPoint.InPlan } pause)
        {
            // A plan is synchronous, so it can only block.
            pause.Ended.Wait();
            _witness.HeldUntilNow(lease);
        }

        return plan;
    }

    private async Task HoldAsync(HoldPoint point)
    {
        if (Volatile.Read(ref _pause) is { } pause && pause.Point == point)
        {
            await pause.Ended;
        }
    }

    private void Die(DeathPoint here)
    {
        if (here != DeathPoint.None && Interlocked.CompareExchange(ref _deathPoint, DeathPoint.None, here) == here)
        {
            _death.Cancel();
        }

        ThrowIfDead();
    }

    private void ThrowIfDead()
    {
        if (IsDead)
        {
            throw new HostDiedException();
        }
    }

    private async ValueTask<T> CallAsync<T>(Func<ValueTask<T>> call, DeathPoint after = DeathPoint.None)
    {
        ThrowIfDead();
        var result = await call();
        Die(after);
        return result;
    }

    private async ValueTask CallAsync(Func<Task> call, DeathPoint after = DeathPoint.None)
    {
        ThrowIfDead();
        await call();
        Die(after);
    }
}
