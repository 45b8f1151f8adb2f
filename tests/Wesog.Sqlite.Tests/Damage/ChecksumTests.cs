using Wesog.Operations;
using Wesog.Storage;
using static Wesog.Sqlite.Tests.Damage.DatabasePages;

namespace Wesog.Sqlite.Tests.Damage;

/// <summary>One flipped bit in a stored row is found when the row is read, and named. SQLite does not notice it.</summary>
public sealed class ChecksumTests
{
    private const string Bad = "image-100";

    [Theory]
    [InlineData($"caption of {Bad}")]
    [InlineData($"http://x/{Bad}")]
    public async Task A_flipped_bit_of_an_image_is_found(string text)
    {
        await using var file = await DamagedFile.NewAsync();
        Flip(file.Path, Kind.TableLeaf, text);
        file.Resume();

        var read = await Assert.ThrowsAsync<StoreDamagedException>(() => file.Engine.Images.GetAsync("t", Bad));
        Assert.Equal($"image '{Bad}' of tenant 't'", read.Location);
        await Assert.ThrowsAsync<StoreDamagedException>(() => file.Engine.Images.ListAsync("t", 50, 100));
        Assert.Equal(90, (await file.Engine.Images.ListAsync("t", 0, 90)).Images.Count);
        Assert.NotNull(await file.Engine.Images.GetAsync("other", Bad));
        Assert.True((await file.RunAsync("t", DamagedFile.Modify(Bad))).IsDamaged);
        Assert.Equal(OperationState.Succeeded, (await file.RunAsync("t", DamagedFile.Modify("image-101"))).State);
        Assert.Single(file.Critical, entry => entry.Contains(read.Location!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_flipped_bit_of_a_payload_is_found_and_only_its_operation_fails()
    {
        await using var file = await DamagedFile.NewAsync(waiting: 3);
        Flip(file.Path, Kind.IndexLeaf, "caption of new-001");
        file.Resume();

        var ends = await Task.WhenAll(Enumerable.Range(2, 3).Select(id => file.Engine.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan)));

        Assert.Equal([false, true, false], ends.Select(end => end!.IsDamaged));
        Assert.Null(await file.Engine.Images.GetAsync("t", "new-001"));
        Assert.Single(file.Critical, entry => entry.Contains("payload of operation 3 of tenant 't'", StringComparison.Ordinal));
        Consistency.Check(file.Path);
    }

    [Fact]
    public async Task A_flipped_bit_of_a_finished_operation_is_found()
    {
        await using var file = await DamagedFile.NewAsync(waiting: 2);
        file.Resume();
        await file.Engine.Operations.WaitAsync("t", 3, Timeout.InfiniteTimeSpan);
        await file.RestartAsync();
        Flip(file.Path, Kind.TableLeaf, "key-000");

        var read = await Assert.ThrowsAsync<StoreDamagedException>(() => file.Engine.Operations.GetAsync("t", 2));

        Assert.Equal("operation 2 of tenant 't'", read.Location);
        Assert.NotNull(await file.Engine.Operations.GetAsync("t", 3));
        await Assert.ThrowsAsync<StoreDamagedException>(() => file.Engine.Operations.ListAsync("t"));
        Assert.Single(await file.Engine.Operations.ListAsync("t", new() { Limit = 1 }));

        // The index has the key too, and SQLite reads it there.
        Assert.True((await file.Engine.Operations.SubmitAsync("t", DamagedFile.Batch(["new-000"]), new() { IdempotencyKey = "key-000" })).IsReplay);
    }

    [Fact]
    public async Task A_waiting_operation_with_a_flipped_bit_is_not_executed_after_a_start_and_blocks_no_other()
    {
        await using var file = await DamagedFile.NewAsync(waiting: 3);
        await file.Engine.DisposeAsync();
        Flip(file.Path, Kind.TableLeaf, "key-001");
        await file.RestartAsync();
        file.Resume();

        await Assert.ThrowsAsync<StoreDamagedException>(() => file.Engine.Operations.WaitAsync("t", 3, Timeout.InfiniteTimeSpan));
        foreach (var number in new[] { 2, 4 })
        {
            Assert.Equal(OperationState.Succeeded, (await file.Engine.Operations.WaitAsync("t", number, Timeout.InfiniteTimeSpan))!.State);
        }

        Assert.Null(await file.Engine.Images.GetAsync("t", "new-001"));
        Assert.True((await file.Engine.CheckReadinessAsync()).IsDamaged);
        Assert.Single(file.Critical, entry => entry.Contains("damaged: operation 3 of tenant 't'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tenant_whose_name_has_a_flipped_bit_is_not_taken_for_another()
    {
        await using var file = await DamagedFile.NewAsync();
        await file.Engine.DisposeAsync();
        Flip(file.Path, Kind.TableLeaf, "other");
        await using var store = new SqliteImageStore(file.Path, TimeProvider.System);

        var refused = await Assert.ThrowsAsync<StoreInitializationException>(async () => await store.OpenAsync(default));

        Assert.Contains("is damaged: tenant", refused.Message, StringComparison.Ordinal);
    }
}
