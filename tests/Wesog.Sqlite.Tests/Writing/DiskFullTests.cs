using Wesog.Engine;
using Wesog.Operations;
using Wesog.Sqlite.Tests.Outages;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Writing;

/// <summary>Simulates a full disk with a file that must not grow: SQLite reports the same error.</summary>
public sealed class DiskFullTests
{
    private const int FewPages = 150;

    [Fact]
    public async Task A_full_disk_keeps_acknowledged_data_refuses_writes_and_serves_reads()
    {
        await using var open = await OpenStore.NewAsync(FewPages);
        await open.WriteAsync(SamplePlans.Puts(SampleImages.Image("kept")));
        var accepted = await FillAsync(open);

        Assert.NotEmpty(accepted);
        Assert.Single(await open.Store.FindImagesAsync(SampleOperations.Tenant, ["kept"], default));
        await open.Store.ProbeAsync(0, default);
        var pending = await open.Store.ListOperationsAsync(SampleOperations.Tenant, new() { States = [OperationState.Pending], Limit = 1_000 }, default);
        Assert.Equal(accepted, pending.Select(operation => operation.Id).Order());
    }

    [Fact]
    public async Task A_store_recovers_when_space_returns()
    {
        await using var open = await OpenStore.NewAsync(FewPages);
        var accepted = await FillAsync(open);
        var workItem = await open.ClaimAsync();
        var writes = SamplePlans.Puts(Enumerable.Range(0, 500).Select(i => SampleImages.Image($"i{i}", new string('t', 3_000))));
        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await open.CommitAsync(workItem, writes));
        Assert.Equal(0, (await open.Store.ListImagesAsync(SampleOperations.Tenant, 0, 1, default)).Count);

        open.Store.Session.Database.MaxPages = 0;

        await open.CommitAsync(workItem, writes);
        Assert.False(await open.Store.ReleaseAsync(workItem.Lease, null, default));
        Assert.Equal(500, (await open.Store.ListImagesAsync(SampleOperations.Tenant, 0, 1, default)).Count);
        Assert.Equal(accepted.Count + 1, (await open.AcceptAsync(SampleOperations.Add("a"))).Id);
        Consistency.Check(open.Path);
    }

    [Fact]
    public async Task A_tenant_whose_first_operation_was_rolled_back_is_not_mistaken_for_another()
    {
        await using var open = await OpenStore.NewAsync(FewPages);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => open.AcceptAsync(SampleOperations.AddLarge(1, 1_000_000).For("first")));
        await open.AcceptAsync(SampleOperations.Add("a").For("second"));

        Assert.Empty(await open.Store.ListOperationsAsync("first", new(), default));
        Assert.Equal(1, (await open.AcceptAsync(SampleOperations.Add("a").For("first"))).Id);
        Consistency.Check(open.Path);
    }

    [Fact]
    public async Task A_tool_that_holds_the_file_for_long_is_an_outage_too()
    {
        await using var open = await OpenStore.NewAsync();
        await open.WriteAsync(SamplePlans.Puts(SampleImages.Image("kept")));
        using (LockedFile.Take(open.Path))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => open.AcceptAsync(SampleOperations.Add("a")));
            await Assert.ThrowsAsync<StoreUnavailableException>(() => open.AcceptAsync(SampleOperations.Add("a").For("new")));
            Assert.Single(await open.Store.FindImagesAsync(SampleOperations.Tenant, ["kept"], default));
        }

        Assert.Equal(2, (await open.AcceptAsync(SampleOperations.Add("a"))).Id);
        Assert.Equal(1, (await open.AcceptAsync(SampleOperations.Add("a").For("new"))).Id);
    }

    [Fact]
    public async Task An_engine_continues_when_space_returns()
    {
        using var directory = new TemporaryDirectory();
        var store = new SqliteImageStore(directory.Database, TimeProvider.System);
        store.Session.Database.MaxPages = FewPages;
        await using var engine = await ImageEngine.StartNewAsync(store);
        var accepted = new List<long>();
        try
        {
            for (var i = 0; i < 10_000; i++)
            {
                accepted.Add((await engine.Operations.SubmitAsync(
                    "t", new ImageBatch().Add(new Wesog.Images.Image { Id = $"i{i}", Src = "http://x/y", Caption = new string('c', 5_000) }))).Operation.Id);
            }
        }
        catch (StoreUnavailableException)
        {
            store.Session.Database.MaxPages = 0;
        }

        foreach (var id in accepted)
        {
            var finished = await engine.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan);
            Assert.Equal(OperationState.Succeeded, finished!.State);
        }

        Assert.Equal(accepted.Count, (await engine.Images.ListAsync("t", 0, 1)).Count);
    }

    // Accepts operations until the file is full.
    private static async Task<List<long>> FillAsync(OpenStore open)
    {
        var accepted = new List<long>();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            while (accepted.Count < 1_000)
            {
                accepted.Add((await open.AcceptAsync(SampleOperations.AddLarge(1, 10_000))).Id);
            }
        });
        return accepted;
    }
}
