using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>A store that fails when a test requests it, and outlives its engine like a database.</summary>
internal sealed class FaultyStore(IImageStore inner) : ForwardingStore(inner)
{
    /// <summary>Creates a faulty store over an in-memory store.</summary>
    public static FaultyStore InMemory(TimeProvider time) => new(new InMemoryImageStore(time));

    /// <summary>Called before each commit under a lease.</summary>
    public Action<Lease, IReadOnlyCollection<string>> BeforeCommit { get; set; } = (_, _) => { };

    /// <summary>Called after each commit under a lease took effect.</summary>
    public Action AfterCommit { get; set; } = () => { };

    /// <summary>Called before each enqueue.</summary>
    public Action BeforeEnqueue { get; set; } = () => { };

    /// <summary>Called after each enqueue took effect.</summary>
    public Action AfterEnqueue { get; set; } = () => { };

    /// <summary>Called before each inline commit.</summary>
    public Action BeforeInline { get; set; } = () => { };

    /// <summary>Called after each inline commit took effect.</summary>
    public Action AfterInline { get; set; } = () => { };

    /// <summary>Called before each claim.</summary>
    public Action<string, CommitLimits> BeforeClaim { get; set; } = (_, _) => { };

    /// <summary>Called before each release.</summary>
    public Action BeforeRelease { get; set; } = () => { };

    /// <summary>Called before each read probe.</summary>
    public Action BeforePing { get; set; } = () => { };

    /// <summary>Called before each write probe, with the bytes that it writes.</summary>
    public Func<int, Task> BeforeProbe { get; set; } = _ => Task.CompletedTask;

    public static StoreUnavailableException Outage => new("memory", StoreUnavailableReason.Unreachable);

    public override async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        if (request is CommitRequest.Claimed claimed)
        {
            BeforeCommit(claimed.Lease, claimed.ImageIds);
        }
        else
        {
            BeforeInline();
        }

        var result = await base.CommitAsync(request, cancellationToken);
        (request is CommitRequest.Claimed ? AfterCommit : AfterInline)();
        return result;
    }

    public override async ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
        IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken)
    {
        BeforeEnqueue();
        var results = await base.EnqueueAsync(operations, limits, cancellationToken);
        AfterEnqueue();
        return results;
    }

    public override ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        BeforeClaim(tenant, limits);
        return base.ClaimAsync(tenant, leaseOptions, limits, now, cancellationToken);
    }

    public override ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken)
    {
        BeforeRelease();
        return base.ReleaseAsync(lease, failedOperation, cancellationToken);
    }

    public override async ValueTask ProbeAsync(int writtenBytes, CancellationToken cancellationToken)
    {
        if (writtenBytes == 0)
        {
            BeforePing();
        }
        else
        {
            await BeforeProbe(writtenBytes);
        }

        await base.ProbeAsync(writtenBytes, cancellationToken);
    }

#pragma warning disable CA2215 // It outlives its engine. The inner store is in memory.
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
#pragma warning restore CA2215
}
