using Wesog.Operations;
using Wesog.Sqlite.Tests.Writing;
using Wesog.Storage;
using Wesog.Testing;
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

    [Theory]
    [InlineData("images SET checksum = 0", "image 'image-000' of tenant 't'")]
    [InlineData("operations SET checksum = 0", "operation 1 of tenant 't'")]
    [InlineData("operations SET end_checksum = 0", "operation 1 of tenant 't'")]
    public async Task A_row_whose_end_is_zeros_does_not_count_as_one_without_a_checksum(string zeros, string place)
    {
        await using var file = await DamagedFile.NewAsync();
        RunSql(file.Path, $"UPDATE {zeros}");

        var read = await Assert.ThrowsAsync<StoreDamagedException>(
            () => place.StartsWith("image", StringComparison.Ordinal) ? file.Engine.Images.ListAsync("t", 0, 1) : file.Engine.Operations.GetAsync("t", 1));

        Assert.Equal(place, read.Location);
        Assert.Contains(place, (await SqliteDatabase.CheckAsync(file.Path)).Damage);
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

        // A worker that claimed it again and again would need a processor.
        await file.RunAsync("t", DamagedFile.Modify("image-000"));
        Assert.Single(file.Critical, entry => entry.Contains("Operation 3 of the tenant t", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wrong_number_of_a_waiting_operation_in_the_index_is_not_that_of_a_later_one(bool isRowDamagedToo)
    {
        await using var file = await DamagedFile.NewAsync(waiting: 1);
        await file.Engine.DisposeAsync();

        // The entry of the index: its size, the sizes of its values, the number 2, and the row id 3.
        Replace(file.Path, Kind.IndexLeaf, [8, 6, 9, 8, 8, 1, 1, 2, 3], [8, 6, 9, 8, 8, 1, 1, 5, 3]);
        if (isRowDamagedToo)
        {
            Flip(file.Path, Kind.TableLeaf, "key-000");
        }

        await file.RestartAsync();
        file.Resume();

        for (var number = 3; number < 8; number++)
        {
            Assert.Equal(number, (await file.RunAsync("t", DamagedFile.Modify("image-000"))).Id);
        }

        await Assert.ThrowsAsync<StoreDamagedException>(() => file.Engine.Operations.WaitAsync("t", 2, Timeout.InfiniteTimeSpan));
        Assert.True((await file.Engine.CheckReadinessAsync()).IsDamaged);
    }

    [Fact]
    public async Task A_command_that_meets_a_wrong_checksum_does_not_roll_back_its_group()
    {
        await using var file = await DamagedFile.NewAsync(waiting: 1);
        Flip(file.Path, Kind.TableLeaf, "key-000");
        await file.RestartAsync();
        var held = await HeldWriter.NewAsync(file.Store);
        var before = file.Store.Session.Writer.Commits;

        var first = file.Store.EnqueueAsync([SampleOperations.Add("a")], OpenStore.Unlimited, default).AsTask();
        var damaged = file.Store.CancelAsync("t", 2, DateTimeOffset.UtcNow, default).AsTask();
        var last = file.Store.EnqueueAsync([SampleOperations.Add("b")], OpenStore.Unlimited, default).AsTask();
        await held.LetGoAsync();

        await Assert.ThrowsAsync<StoreDamagedException>(() => damaged);
        Assert.IsType<EnqueueResult.Accepted>(Assert.Single(await first));
        Assert.IsType<EnqueueResult.Accepted>(Assert.Single(await last));
        Assert.Equal(before + 2, file.Store.Session.Writer.Commits);
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
