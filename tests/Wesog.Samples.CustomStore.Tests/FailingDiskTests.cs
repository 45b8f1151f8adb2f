using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Samples.CustomStore.Tests;

/// <summary>A failed write changes nothing, and the store recovers when the disk does.</summary>
public sealed class FailingDiskTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly LimitedDisk _disk = new();

    public void Dispose() => _directory.Dispose();

    public static TheoryData<string> Changes => ["enqueue", "cancel", "commit", "inline commit", "failed attempt", "retention", "probe"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_that_finds_no_space_is_not_made_and_succeeds_once_there_is_space(string change)
    {
        // The disk becomes full before, within and after the frame of the record.
        for (var space = 0; space < 40; space += 13)
        {
            await AssertRecoversAsync(
                change, StoreUnavailableReason.DiskFull, (disk, length) => disk.MaxBytes = length + space, disk => disk.MaxBytes = long.MaxValue);
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_that_cannot_be_flushed_is_not_made_and_succeeds_once_it_can(string change) => await AssertRecoversAsync(
        change, StoreUnavailableReason.DiskError, (disk, _) => disk.FailsToFlush = true, disk => disk.FailsToFlush = false);

    [Fact]
    public async Task What_a_failed_change_has_written_is_removed_by_the_next_one()
    {
        await using var open = await OpenStore.OpenAsync(_directory.Path, _disk);
        var end = new FileInfo(_directory.Journal).Length;
        _disk.MaxBytes = end + 5_000;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => open.AcceptAsync(SampleOperations.AddLarge(1, 10_000)));
        Assert.Equal(end + 5_000, new FileInfo(_directory.Journal).Length);

        await open.AcceptAsync(SampleOperations.Add("a"));

        Assert.InRange(new FileInfo(_directory.Journal).Length, end + 1, end + 2_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_that_fails_does_not_keep_its_lease_alive(bool isAttempt)
    {
        var clock = new ManualTimeProvider();
        await using var open = await OpenStore.OpenAsync(_directory.Path, _disk, clock);
        await open.AcceptAsync(SampleOperations.Add("a"));
        var workItem = (await open.ClaimAsync())!;
        _disk.FailsToFlush = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            if (isAttempt)
            {
                await open.Store.ReleaseAsync(workItem.Lease, 1, default);
            }

            await open.CommitAsync(workItem);
        });
        _disk.FailsToFlush = false;

        Assert.Null(await open.ClaimAsync());
        clock.Advance(OpenStore.LeaseOptions.Duration);

        Assert.Equal(0, Assert.Single((await open.ClaimAsync())!.Operations).Attempts);
        await Assert.ThrowsAsync<LeaseLostException>(() => open.CommitAsync(workItem));
    }

    [Fact]
    public async Task Reads_and_read_probes_need_no_space()
    {
        await using var open = await OpenStore.OpenAsync(_directory.Path, _disk);
        await open.RunAsync(SampleOperations.Add("a"), SamplePlans.Puts(SampleImages.Image("a")));
        _disk.MaxBytes = 0;

        await open.Store.ProbeAsync(0, default);
        Assert.Single(await open.Store.FindImagesAsync(OpenStore.Tenant, ["a"], default));
        Assert.NotNull(await open.Store.GetOperationAsync(OpenStore.Tenant, 1, default));
    }

    [Fact]
    public async Task An_opening_that_finds_no_space_leaves_the_journal_and_can_be_repeated()
    {
        await using (var open = await OpenStore.OpenAsync(_directory.Path))
        {
            await open.AcceptAsync(SampleOperations.Add("a"));
        }

        var before = await File.ReadAllBytesAsync(_directory.Journal);
        _disk.MaxBytes = 50;
        await using var store = new FileImageStore(_directory.Path, TimeProvider.System) { OpenFile = _disk.Open };
        var full = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.OpenAsync(default));
        Assert.Equal(StoreUnavailableReason.DiskFull, full.Reason);
        Assert.Equal(before, await File.ReadAllBytesAsync(_directory.Journal));

        _disk.MaxBytes = long.MaxValue;
        await store.OpenAsync(default);
        Assert.Equal(new TenantBacklog(OpenStore.Tenant, 1), Assert.Single(await store.ListBacklogsAsync(default)));
    }

    private static async Task AssertRecoversAsync(
        string change, StoreUnavailableReason reason, Action<LimitedDisk, long> breakDisk, Action<LimitedDisk> repairDisk)
    {
        using var directory = new TemporaryDirectory();
        var disk = new LimitedDisk();
        string expected;
        await using (var open = await OpenStore.OpenAsync(directory.Path, disk))
        {
            var make = await PrepareAsync(open, change);
            var before = await open.DescribeAsync();
            breakDisk(disk, new FileInfo(directory.Journal).Length);
            for (var call = 0; call < 2; call++)
            {
                var unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(make);
                Assert.Equal((reason, "files"), (unavailable.Reason, unavailable.Store));
                Assert.Equal(before, await open.DescribeAsync());
            }

            repairDisk(disk);
            await make();
            Assert.Equal(change == "probe", await open.DescribeAsync() == before);
            await open.AcceptAsync(SampleOperations.Add("last"));
            expected = await open.DescribeAsync();
        }

        await using var reopened = await OpenStore.OpenAsync(directory.Path);
        Assert.Equal(expected, await reopened.DescribeAsync());
    }

    // Prepares the store and returns the change to make.
    private static async Task<Func<Task>> PrepareAsync(OpenStore open, string change)
    {
        switch (change)
        {
            case "enqueue":
                return () => open.AcceptAsync(SampleOperations.Add("a"));
            case "cancel":
                var accepted = await open.AcceptAsync(SampleOperations.Add("a"));
                return async () => Assert.Equal(
                    CancelOutcome.Canceled, (await open.Store.CancelAsync(OpenStore.Tenant, accepted.Id, OpenStore.Now, default)).Outcome);
            case "commit":
                await open.AcceptAsync(SampleOperations.Add("a"));
                var workItem = await open.ClaimAsync();
                return async () => Assert.IsType<CommitResult.Committed>(
                    await open.CommitAsync(workItem!, SamplePlans.Puts(SampleImages.Image($"i{workItem!.Operations[0].Operation.Id}"))));
            case "inline commit":
                return async () => Assert.IsType<CommitResult.Committed>(
                    await open.RunAsync(SampleOperations.Add("a"), SamplePlans.Puts(SampleImages.Image("a"))));
            case "failed attempt":
                await open.AcceptAsync(SampleOperations.Add("a"));
                var claimed = await open.ClaimAsync();
                return async () =>
                {
                    Assert.True(await open.Store.ReleaseAsync(claimed!.Lease, claimed.Operations[0].Operation.Id, default));
                    var again = await open.ClaimAsync();
                    Assert.Equal(1, again!.Operations[0].Attempts);
                    await open.Store.ReleaseAsync(again.Lease, failedOperation: null, default);
                };
            case "retention":
                await open.RunAsync(SampleOperations.Add("a"));
                return async () => Assert.InRange(await open.Store.RemoveExpiredAsync(new(DateTimeOffset.MaxValue, 0, 100), default), 1, 100);
            default:
                return async () => await open.Store.ProbeAsync(100, default);
        }
    }
}
