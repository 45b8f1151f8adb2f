using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;
using static Wesog.Sqlite.Tests.Damage.DatabasePages;

namespace Wesog.Sqlite.Tests.Damage;

/// <summary>While the rows of one tenant are damaged, the expired operations of the others are removed.</summary>
public sealed class DamagedRetentionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Damage_of_one_tenant_does_not_stop_retention(int maxCount)
    {
        await using var open = await OpenStore.NewAsync();
        string[] tenants = ["a", "b", "c"];
        foreach (var tenant in tenants)
        {
            await open.AcceptAsync(SampleOperations.Add("x").For(tenant));
            await open.Store.CancelAsync(tenant, 1, open.Now, default);
        }

        RunSql(open.Path, "UPDATE tenants SET images = 7 WHERE name = 'b'");
        var (removed, clock) = (0, Array.Empty<byte>());
        var policy = new RetentionPolicy(open.Now.AddDays(1), KeepPerTenant: 10, maxCount) { UpdateClockState = Update };
        for (var run = 0; run < tenants.Length; run++)
        {
            removed += await open.Store.RemoveExpiredAsync(policy, default);
        }

        Assert.Equal((2, 1), (removed, clock.Length));
        Assert.Null(await open.Store.GetOperationAsync("a", 1, default));
        Assert.NotNull(await open.Store.GetOperationAsync("b", 1, default));
        Assert.Null(await open.Store.GetOperationAsync("c", 1, default));
        var damage = await Assert.ThrowsAsync<StoreDamagedException>(async () => await open.Store.ProbeAsync(0, default));
        Assert.Equal("totals of tenant 'b'", damage.Location);

        ReadOnlyMemory<byte> Update(ReadOnlyMemory<byte> state)
        {
            clock = state.ToArray();
            return new byte[] { 1 };
        }
    }

    [Fact]
    public async Task A_damaged_page_of_operations_does_not_stop_retention()
    {
        await using var file = await DamagedFile.NewAsync(waiting: 60);
        file.Resume();
        await file.Engine.Operations.WaitAsync("t", 61, Timeout.InfiniteTimeSpan);
        await file.RestartAsync();
        Zero(file.Path, Kind.TableLeaf, "key-050");
        await file.ReopenWriterAsync();

        var removed = await file.Store.RemoveExpiredAsync(new(DateTimeOffset.UtcNow.AddDays(1), KeepPerTenant: 1_000, MaxCount: 1_000), default);

        Assert.True((await file.Engine.CheckReadinessAsync()).IsDamaged);
        Assert.Equal(1, removed);
        Assert.Null(await file.Engine.Operations.GetAsync("other", 1));
    }
}
