using Wesog.Operations;
using Wesog.Testing;
using static Wesog.Sqlite.Tests.Damage.DatabasePages;

namespace Wesog.Sqlite.Tests.Damage;

/// <summary>Totals and numbers of attempts that are not what was written are found when they are read.</summary>
public sealed class TotalsTests
{
    public static TheoryData<string> Totals => ["last_number", "images", "unfinished", "unfinished_bytes", "finished"];

    [Theory]
    [MemberData(nameof(Totals))]
    public async Task A_wrong_total_refuses_what_needs_it_and_nothing_else(string total)
    {
        await using var file = await DamagedFile.NewAsync();
        file.Resume();
        RunSql(file.Path, $"UPDATE tenants SET {total} = {total} + 64 WHERE name = 't'");

        await AssertTotalsAsync(() => file.Engine.Images.ListAsync("t", 0, 1));
        await AssertTotalsAsync(() => file.Engine.Operations.SubmitAsync("t", DamagedFile.Modify("image-000")));
        await AssertTotalsAsync(() => file.RunAsync("t", DamagedFile.Modify("image-000")));
        Assert.NotNull(await file.Engine.Images.GetAsync("t", "image-000"));
        Assert.Equal(OperationState.Succeeded, (await file.RunAsync("other", DamagedFile.Modify("image-000"))).State);
        Assert.Contains("totals of tenant 't'", (await SqliteDatabase.CheckAsync(file.Path)).Damage);
        Assert.True((await file.Engine.CheckReadinessAsync()).IsDamaged);
    }

    [Fact]
    public async Task Wrong_totals_lose_no_waiting_operation_at_a_start_and_are_reported_at_once()
    {
        await using var file = await DamagedFile.NewAsync(waiting: 2);
        await file.Engine.DisposeAsync();
        RunSql(file.Path, "UPDATE tenants SET unfinished = 0 WHERE name = 't'");

        await file.RestartAsync();

        Assert.Equal(OperationState.Pending, (await file.Engine.Operations.GetAsync("t", 2))!.State);
        Assert.True((await file.Engine.CheckReadinessAsync()).IsDamaged);
        Assert.Single(file.Critical, entry => entry.Contains("damaged: totals of tenant 't'", StringComparison.Ordinal));
        file.Resume();
        await AssertTotalsAsync(() => file.Engine.Operations.WaitAsync("t", 2, Timeout.InfiniteTimeSpan));
        Assert.Equal(OperationState.Succeeded, (await file.RunAsync("other", DamagedFile.Modify("image-000"))).State);
    }

    [Fact]
    public async Task The_number_of_attempts_is_verified()
    {
        await using var open = await OpenStore.NewAsync();
        var accepted = await open.AcceptAsync(SampleOperations.Add("a"));
        var workItem = await open.ClaimAsync();
        await open.Store.ReleaseAsync(workItem.Lease, accepted.Id, default);
        Assert.NotNull(await open.Store.GetOperationAsync(SampleOperations.Tenant, accepted.Id, default));
        Assert.Empty((await SqliteDatabase.CheckAsync(open.Path)).Damage);

        RunSql(open.Path, "UPDATE operations SET attempts = 5");

        await Assert.ThrowsAsync<StoreDamagedException>(async () => await open.Store.GetOperationAsync(SampleOperations.Tenant, accepted.Id, default));
        Assert.Equal(["operation 1 of tenant 'acme'"], (await SqliteDatabase.CheckAsync(open.Path)).Damage);
    }

    private static async Task AssertTotalsAsync(Func<Task> call) =>
        Assert.Equal("totals of tenant 't'", (await Assert.ThrowsAsync<StoreDamagedException>(call)).Location);
}
