using Microsoft.Data.Sqlite;
using Wesog.Operations;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Outages;

/// <summary>A write probe writes to the disk and leaves no rows.</summary>
public sealed class WriteProbeTests
{
    private const int Few = 16;
    private const int Many = 1 << 20;

    [Theory]
    [InlineData(Few, 1)]
    [InlineData(Many, Many)]
    public async Task A_write_probe_writes_the_log_and_leaves_no_row(int bytes, int atLeast)
    {
        await using var open = await OpenStore.NewAsync();
        await open.Store.ProbeAsync(Few, default);
        var before = new FileInfo($"{open.Path}-wal").Length;

        await open.Store.ProbeAsync(bytes, default);

        Assert.True(new FileInfo($"{open.Path}-wal").Length >= before + atLeast, "The probe wrote too little.");
        Consistency.Check(open.Path);
    }

    [Fact]
    public async Task A_small_write_probe_costs_one_commit()
    {
        await using var open = await OpenStore.NewAsync();
        var before = open.Store.Session.Writer.Commits;

        await open.Store.ProbeAsync(Few, default);

        Assert.Equal(before + 1, open.Store.Session.Writer.Commits);
    }

    [Fact]
    public async Task A_write_probe_fails_if_the_file_is_locked()
    {
        await using var open = await OpenStore.NewAsync();
        using (LockedFile.Take(open.Path))
        {
            Assert.Equal(StoreUnavailableReason.Locked, await ReasonAsync(open, Few));
        }

        await open.Store.ProbeAsync(Few, default);
    }

    [Fact]
    public async Task A_large_write_probe_fails_if_the_file_cannot_grow()
    {
        await using var open = await OpenStore.NewAsync(maxPages: 150);

        Assert.Equal(StoreUnavailableReason.DiskFull, await ReasonAsync(open, Many));

        open.Store.Session.Database.MaxPages = 0;
        await open.Store.ProbeAsync(Many, default);
    }

    [Fact]
    public async Task Rows_that_a_crash_left_of_a_write_probe_are_removed_at_the_next_start()
    {
        using var directory = new TemporaryDirectory();
        await using (var store = new SqliteImageStore(directory.Database, TimeProvider.System))
        {
            await store.OpenAsync(default);
        }

        using (var connection = new SqliteConnection($"Data Source={directory.Database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO work (operation, part, content) VALUES (0, 0, zeroblob(1048576))";
            command.ExecuteNonQuery();
        }

        await using (var next = new SqliteImageStore(directory.Database, TimeProvider.System))
        {
            await next.OpenAsync(default);
        }

        Consistency.Check(directory.Database);
    }

    private static async Task<StoreUnavailableReason> ReasonAsync(OpenStore open, int bytes) =>
        (await Assert.ThrowsAsync<StoreUnavailableException>(async () => await open.Store.ProbeAsync(bytes, default))).Reason;
}
