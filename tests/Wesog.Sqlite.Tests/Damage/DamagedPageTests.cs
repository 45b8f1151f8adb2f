using Wesog.Operations;
using static Wesog.Sqlite.Tests.Damage.DatabasePages;

namespace Wesog.Sqlite.Tests.Damage;

/// <summary>
/// Eight zeros in one page of an open file: what needs the page fails at once and plainly, everything else continues, it is logged once, and
/// readiness reports it.
/// </summary>
public sealed class DamagedPageTests
{
    private const string Bad = "image-100";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_page_of_images_fails_what_needs_it_and_nothing_else(bool isTable)
    {
        await using var file = await DamagedFile.NewAsync();
        Zero(file.Path, isTable ? Kind.TableLeaf : Kind.IndexLeaf, isTable ? $"caption of {Bad}" : Bad);
        file.Resume();

        var read = await Assert.ThrowsAsync<StoreDamagedException>(() => file.Engine.Images.GetAsync("t", Bad));
        var failed = await file.RunAsync("t", DamagedFile.Modify(Bad));
        var next = await file.RunAsync("t", DamagedFile.Modify("image-599"));
        var other = await file.RunAsync("other", DamagedFile.Modify("image-100"));

        Assert.Equal("table images", read.Location);
        Assert.True(failed.IsDamaged);
        Assert.Equal([OperationState.Succeeded, OperationState.Succeeded], [next.State, other.State]);
        Assert.NotNull(await file.Engine.Images.GetAsync("t", "image-599"));
        Assert.True((await file.Engine.Operations.GetAsync("t", failed.Id))!.IsDamaged);
        await AssertReportedAsync(file, "table images");
    }

    [Fact]
    public async Task An_operation_in_a_group_that_meets_a_damaged_page_fails_alone()
    {
        await using var file = await DamagedFile.NewAsync();
        foreach (var id in new[] { "image-000", Bad, "image-199" })
        {
            await file.Engine.Operations.SubmitAsync("t", DamagedFile.Modify(id));
        }

        Zero(file.Path, Kind.TableLeaf, $"caption of {Bad}");
        file.Resume();
        var ends = await Task.WhenAll(Enumerable.Range(2, 3).Select(id => file.Engine.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan)));

        Assert.Equal([OperationState.Succeeded, OperationState.Failed, OperationState.Succeeded], ends.Select(end => end!.State));
        Assert.True(ends[1]!.IsDamaged);
    }

    [Fact]
    public async Task An_operation_whose_payload_is_on_a_damaged_page_fails_and_the_queue_continues()
    {
        await using var file = await DamagedFile.NewAsync(waiting: 60);
        Zero(file.Path, Kind.IndexLeaf, "caption of new-030");
        file.Resume();

        var ends = await Task.WhenAll(Enumerable.Range(2, 60).Select(id => file.Engine.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan)));

        Assert.True(ends[30]!.IsDamaged);
        Assert.All(ends, end => Assert.True(end!.State == OperationState.Succeeded || end.IsDamaged));
        Assert.InRange(ends.Count(end => end!.IsDamaged), 1, 12);
        foreach (var (end, i) in ends.Select((end, i) => (end!, i)))
        {
            Assert.Equal(end.IsDamaged, await file.Engine.Images.GetAsync("t", $"new-{i:d3}") is null);
        }

        Assert.Equal(OperationState.Succeeded, (await file.RunAsync("t", DamagedFile.Modify("image-000"))).State);
        Assert.Equal(OperationState.Succeeded, (await file.RunAsync("other", DamagedFile.Modify("image-000"))).State);
        await AssertReportedAsync(file, "table work");
    }

    [Fact]
    public async Task An_operation_whose_own_row_is_on_a_damaged_page_fails_its_waiters_and_no_other_read()
    {
        await using var file = await DamagedFile.NewAsync(waiting: 1);
        Zero(file.Path, Kind.TableLeaf, "key-000");
        await file.ReopenWriterAsync();
        file.Resume();

        await Assert.ThrowsAsync<StoreDamagedException>(() => file.Engine.Operations.GetAsync("t", 2));
        await Assert.ThrowsAsync<StoreDamagedException>(() => file.Engine.Operations.WaitAsync("t", 2, Timeout.InfiniteTimeSpan));
        await Assert.ThrowsAsync<StoreDamagedException>(() => file.Engine.Operations.CancelAsync("t", 2));
        Assert.NotNull(await file.Engine.Images.GetAsync("t", "image-000"));
        await AssertReportedAsync(file, "table operations");
    }

    [Fact]
    public async Task A_damaged_page_of_the_tenants_refuses_writes_plainly_and_reads_continue()
    {
        await using var file = await DamagedFile.NewAsync(waiting: 2);
        Zero(file.Path, Kind.TableLeaf, "other");
        await file.ReopenWriterAsync();
        file.Resume();
        foreach (var number in new[] { 2, 3 })
        {
            await Assert.ThrowsAsync<StoreDamagedException>(() => file.Engine.Operations.WaitAsync("t", number, Timeout.InfiniteTimeSpan));
            Assert.Equal(OperationState.Pending, (await file.Engine.Operations.GetAsync("t", number))!.State);
        }

        await Assert.ThrowsAsync<StoreDamagedException>(() => file.RunAsync("t", DamagedFile.Modify(Bad)));
        await Assert.ThrowsAsync<StoreDamagedException>(() => file.RunAsync("other", DamagedFile.Modify(Bad)));
        await Assert.ThrowsAsync<StoreDamagedException>(() => file.Engine.Images.ListAsync("t", 0, 1));
        Assert.NotNull(await file.Engine.Images.GetAsync("t", Bad));
        await AssertReportedAsync(file, "table tenants");
    }

    [Fact]
    public async Task A_start_survives_damage_where_the_content_of_a_probe_was()
    {
        await using var file = await DamagedFile.NewAsync(waiting: 1);
        await file.Engine.DisposeAsync();
        Zero(file.Path, Kind.IndexLeaf, "caption of new-000");

        await file.RestartAsync();
        file.Resume();

        Assert.True((await file.Engine.Operations.WaitAsync("t", 2, Timeout.InfiniteTimeSpan))!.IsDamaged);
        Assert.Equal(OperationState.Succeeded, (await file.RunAsync("other", DamagedFile.Modify(Bad))).State);
        await AssertReportedAsync(file, "table work");
    }

    [Fact]
    public async Task A_damaged_header_is_no_outage()
    {
        await using var file = await DamagedFile.NewAsync();
        ZeroHeader(file.Path);
        file.Resume();

        Assert.Equal("the header of the file", (await Assert.ThrowsAsync<StoreDamagedException>(() => file.Engine.Images.GetAsync("t", Bad))).Location);
        await Assert.ThrowsAsync<StoreDamagedException>(() => file.Engine.Operations.GetAsync("t", 1));
        await AssertReportedAsync(file, "the header of the file");
    }

    private static async Task AssertReportedAsync(DamagedFile file, string place)
    {
        // An earlier outage ends with a probe.
        await Eventually.IsTrueAsync(async () => await file.Engine.CheckReadinessAsync() is { Writing: null }, "The file can be written");

        Assert.Equal(new(IsRunning: true, null, null) { IsDamaged = true }, await file.Engine.CheckReadinessAsync());
        Assert.Single(file.Critical, entry => entry.Contains($"keeps is damaged: {place}, found", StringComparison.Ordinal));
        Assert.DoesNotContain(file.Logged, entry => entry.Contains("fails to read", StringComparison.Ordinal) || entry.Contains("could not be executed;", StringComparison.Ordinal));
    }
}
