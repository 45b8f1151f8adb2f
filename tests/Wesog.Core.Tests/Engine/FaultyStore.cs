using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>A store that fails where a test says so, and outlives its engine like a database would.</summary>
internal sealed class FaultyStore(IImageStore inner) : ForwardingStore(inner)
{
    /// <summary>Such a store over one in memory.</summary>
    public static FaultyStore InMemory(TimeProvider time) => new(new InMemoryImageStore(time));

    /// <summary>Called before each transaction.</summary>
    public Action<Lease, IReadOnlyCollection<string>> BeforeTransact { get; set; } = (_, _) => { };

    /// <summary>Called after each transaction took effect.</summary>
    public Action AfterTransact { get; set; } = () => { };

    /// <summary>Called before each enqueue.</summary>
    public Action BeforeEnqueue { get; set; } = () => { };

    /// <summary>Called after each enqueue took effect.</summary>
    public Action AfterEnqueue { get; set; } = () => { };

    /// <summary>Called before each operation that is accepted and carried out at once.</summary>
    public Action BeforeRun { get; set; } = () => { };

    /// <summary>Called after each such operation took effect.</summary>
    public Action AfterRun { get; set; } = () => { };

    /// <summary>Called before each claim.</summary>
    public Action<string, CommitLimits> BeforeClaim { get; set; } = (_, _) => { };

    /// <summary>Called before each release.</summary>
    public Action BeforeRelease { get; set; } = () => { };

    /// <summary>Called before each ping.</summary>
    public Action BeforePing { get; set; } = () => { };

    /// <summary>Called before each probe, with how much it writes.</summary>
    public Func<int, Task> BeforeProbe { get; set; } = _ => Task.CompletedTask;

    public static StoreUnavailableException Outage => new("memory", StoreUnavailableReason.Unreachable);

    public override async ValueTask TransactAsync(
        Lease lease, IReadOnlyCollection<string> imageIds, CommitDecision plan, CancellationToken cancellationToken)
    {
        BeforeTransact(lease, imageIds);
        await base.TransactAsync(lease, imageIds, plan, cancellationToken);
        AfterTransact();
    }

    public override async ValueTask<EnqueueResult> EnqueueAsync(
        NewOperation draft, QueueLimits bounds, CancellationToken cancellationToken)
    {
        BeforeEnqueue();
        var result = await base.EnqueueAsync(draft, bounds, cancellationToken);
        AfterEnqueue();
        return result;
    }

    public override async ValueTask<IReadOnlyList<Operation>?> TryAcceptAndRunAsync(
        IReadOnlyList<NewOperation> drafts,
        QueueLimits bounds,
        LeaseOptions terms,
        IReadOnlyCollection<string> imageIds,
        CommitDecision plan,
        CancellationToken cancellationToken)
    {
        BeforeRun();
        var finished = await base.TryAcceptAndRunAsync(drafts, bounds, terms, imageIds, plan, cancellationToken);
        AfterRun();
        return finished;
    }

    public override ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions terms, CommitLimits bounds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        BeforeClaim(tenant, bounds);
        return base.ClaimAsync(tenant, terms, bounds, now, cancellationToken);
    }

    public override ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        BeforeRelease();
        return base.ReleaseAsync(lease, cancellationToken);
    }

    public override ValueTask PingAsync(CancellationToken cancellationToken)
    {
        BeforePing();
        return base.PingAsync(cancellationToken);
    }

    public override async ValueTask ProbeWriteAsync(int bytes, CancellationToken cancellationToken)
    {
        await BeforeProbe(bytes);
        await base.ProbeWriteAsync(bytes, cancellationToken);
    }

#pragma warning disable CA2215 // It outlives its engine on purpose: what it forwards to is in memory.
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
#pragma warning restore CA2215
}
