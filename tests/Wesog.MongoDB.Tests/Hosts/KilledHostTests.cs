using System.Diagnostics;
using Wesog.Engine;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>A host's process is killed within a transaction. The server keeps the transaction open for one minute unless another host ends it.</summary>
public sealed class KilledHostTests(ITestOutputHelper output) : DatabaseTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly QueueLimits Unbounded = new(int.MaxValue, long.MaxValue);
    private static readonly CommitLimits Everything = new(int.MaxValue, int.MaxValue, long.MaxValue);

    [Theory]
    [InlineData(nameof(HeldTransaction.Enqueue))]
    [InlineData(nameof(HeldTransaction.Inline))]
    [InlineData(nameof(HeldTransaction.Claim))]
    [InlineData(nameof(HeldTransaction.Commit))]
    [InlineData(nameof(HeldTransaction.Release))]
    [InlineData(nameof(HeldTransaction.Cancel))]
    [InlineData(nameof(HeldTransaction.RemoveExpired))]
    public async Task Another_host_continues_with_the_tenant_within_the_duration_of_a_lease(string transaction)
    {
        using var host = await HostProcess.HoldAsync(Database, Enum.Parse<HeldTransaction>(transaction));
        await using var next = await Database.OpenAsync(hostLifetime: HeldHost.Lifetime);
        await host.KillAsync();
        var killed = Stopwatch.GetTimestamp();

        await Eventually.AnswerAsync(() => next.EnqueueAsync(SampleOperations.Add("next"), Unbounded, default).AsTask());
        WorkItem? workItem = null;
        await Eventually.IsTrueAsync(async () => (workItem = await ClaimAsync(next)) is not null, "the work item can be claimed");
        await next.CommitAsync(workItem!.Lease, [], workItem.Success(SampleOperations.Created), default);

        var elapsed = Stopwatch.GetElapsedTime(killed);
        output.WriteLine($"{elapsed} after the kill");
        Assert.InRange(elapsed, TimeSpan.Zero, HeldHost.Lifetime + Grace);

        // The killed transaction leaves nothing: "a" and "next" are executed, and no other operation exists.
        var operations = await next.ListOperationsAsync(SampleOperations.Tenant, new(), default);
        Assert.Equal([(2, OperationState.Succeeded), (1, OperationState.Succeeded)], operations.Select(operation => (operation.Id, operation.State)));
        Assert.False(await next.ReleaseAsync(workItem.Lease, default));
        Assert.Empty(await next.FindImagesAsync(SampleOperations.Tenant, ["b"], default));
    }

    [Fact]
    public async Task A_running_engine_executes_the_operations_of_a_killed_one()
    {
        using var host = await HostProcess.HoldAsync(Database, HeldTransaction.Engine);
        await using var engine = await ImageEngine.StartNewAsync(Database.Store(name: $"next-{Guid.NewGuid():N}"));
        await host.KillAsync();
        var killed = Stopwatch.GetTimestamp();

        await Eventually.IsTrueAsync(
            async () => await engine.Operations.GetAsync(SampleOperations.Tenant, 1) is { State: OperationState.Succeeded }, "the operation has succeeded");

        // The duration of the engine's leases.
        var elapsed = Stopwatch.GetElapsedTime(killed);
        output.WriteLine($"{elapsed} after the kill");
        Assert.InRange(elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30) + Grace);
        Assert.Equal(1, Assert.Single((await engine.Images.ListAsync(SampleOperations.Tenant, 0, 10)).Images).Revision);
    }

    private static Task<WorkItem?> ClaimAsync(MongoImageStore store) =>
        store.ClaimAsync(SampleOperations.Tenant, new("next", TimeSpan.FromSeconds(30)), Everything, SampleOperations.Created, default).AsTask();
}
