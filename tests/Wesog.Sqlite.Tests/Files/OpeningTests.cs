using Microsoft.Data.Sqlite;
using Wesog.Operations;
using Wesog.Sqlite.Files;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Files;

public sealed class OpeningTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_closed_store_leaves_its_file_and_nothing_else()
    {
        await using (var store = new SqliteImageStore(_directory.Database, TimeProvider.System))
        {
            await store.OpenAsync(default);
            await store.EnqueueAsync([SampleOperations.Add("a")], OpenStore.Unlimited, default);
            Assert.True(File.Exists(_directory.Database + ".lock"));
        }

        Assert.Equal([_directory.Database], Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task A_second_store_of_the_process_is_refused_with_the_reason()
    {
        await using var first = new SqliteImageStore(_directory.Database, TimeProvider.System);
        await first.OpenAsync(default);
        var owner = await File.ReadAllTextAsync(_directory.Database + ".owner", TestContext.Current.CancellationToken);
        Assert.StartsWith($"process {Environment.ProcessId} (", owner, StringComparison.Ordinal);
        Assert.Contains($" on {Environment.MachineName}, started ", owner, StringComparison.Ordinal);

        await AssertRefusedAsync($"\"{_directory.Database}\" is in use by another engine of this process. One engine at a time");

        await first.ProbeAsync(0, default);
        await AssertRefusedAsync("is in use by");
    }

    [Theory]
    [InlineData("process 4711 (wesog) on elsewhere, started 2026-01-02 03:04:05Z")]
    [InlineData(null)]
    public async Task A_store_of_another_process_is_named_as_its_owner_file_says(string? owner)
    {
        await using var first = new SqliteImageStore(_directory.Database, TimeProvider.System);
        await first.OpenAsync(default);
        if (owner is null)
        {
            File.Delete(_directory.Database + ".owner");
        }
        else
        {
            await File.WriteAllTextAsync(_directory.Database + ".owner", owner, TestContext.Current.CancellationToken);
        }

        await AssertRefusedAsync($" is in use by {owner ?? "another engine"}. One engine at a time");
    }

    [Fact]
    public async Task A_released_file_can_be_opened()
    {
        for (var round = 0; round < 3; round++)
        {
            await using var store = new SqliteImageStore(_directory.Database, TimeProvider.System);
            await store.OpenAsync(default);
        }
    }

    [Fact]
    public async Task A_name_of_the_owner_that_cannot_be_deleted_does_not_keep_the_file_owned()
    {
        await using (var store = new SqliteImageStore(_directory.Database, TimeProvider.System))
        {
            await store.OpenAsync(default);
            File.Delete(_directory.Database + ".owner");
            Directory.CreateDirectory(_directory.Database + ".owner");
        }

        Directory.Delete(_directory.Database + ".owner");
        await using var next = new SqliteImageStore(_directory.Database, TimeProvider.System);
        await next.OpenAsync(default);
    }

    [Fact]
    public async Task A_checkpoint_by_another_program_is_a_lock_and_no_lost_log()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Tested on Linux only: locks the byte that a checkpoint locks.");
        const int CheckpointByte = 121;
        await using (var first = new SqliteImageStore(_directory.Database, TimeProvider.System))
        {
            await first.OpenAsync(default);
        }

        using var other = new SqliteConnection($"Data Source={_directory.Database};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "UPDATE store SET generation = generation + 1";
        command.ExecuteNonQuery();
        using (var index = Libc.Open(_directory.Database + "-shm"))
        {
            Assert.Equal(0, Libc.LockByte(index, CheckpointByte));
            await using var refused = new SqliteImageStore(_directory.Database, TimeProvider.System);
            var locked = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await refused.OpenAsync(default));
            Assert.Equal(StoreUnavailableReason.Locked, locked.Reason);
            Libc.UnlockByte(index, CheckpointByte);
        }

        await using var next = new SqliteImageStore(_directory.Database, TimeProvider.System);
        await next.OpenAsync(default);
    }

    [Fact]
    public async Task A_directory_is_refused()
    {
        Directory.CreateDirectory(_directory.Database);

        await AssertRefusedAsync("is a directory");
    }

    [Fact]
    public async Task A_path_without_a_directory_is_refused() =>
        await AssertRefusedAsync("no directory", _directory.File(Path.Combine("missing", "wesog.db")));

    [Fact]
    public async Task A_directory_that_cannot_be_written_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs Linux: permissions do not restrict the superuser, but no user can create a file in /proc.");

        await AssertRefusedAsync("Nothing can be written beside", "/proc/wesog.db");
    }

    [Fact]
    public async Task A_read_only_file_is_refused()
    {
        await CloseNewAsync();
        File.SetAttributes(_directory.Database, FileAttributes.ReadOnly);

        await AssertRefusedAsync("is read-only");

        File.SetAttributes(_directory.Database, FileAttributes.Normal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        var text = new string('x', 10_000);
        await File.WriteAllTextAsync(_directory.Database, text);

        await AssertRefusedAsync("is not an SQLite database");

        Assert.Equal(text, await File.ReadAllTextAsync(_directory.Database));
    }

    [Fact]
    public async Task A_database_of_another_application_is_refused_and_left_as_it_is()
    {
        RunSql("CREATE TABLE notes (text)");
        var before = await File.ReadAllBytesAsync(_directory.Database);

        await AssertRefusedAsync("another application");

        Assert.Equal(before, await File.ReadAllBytesAsync(_directory.Database));
    }

    [Fact]
    public async Task An_empty_file_becomes_a_database()
    {
        await File.WriteAllBytesAsync(_directory.Database, []);

        await CloseNewAsync();
    }

    [Fact]
    public async Task A_newer_version_is_refused()
    {
        await CloseNewAsync();
        RunSql("PRAGMA user_version = 99");

        await AssertRefusedAsync("has version 99");
    }

    [Fact]
    public async Task A_file_that_was_cut_is_refused()
    {
        await CloseNewAsync();
        using (var file = File.OpenWrite(_directory.Database))
        {
            file.SetLength(file.Length / 2);
        }

        await AssertRefusedAsync("is damaged");
    }

    [Fact]
    public async Task A_file_with_a_garbled_page_is_refused()
    {
        await CloseNewAsync();
        using (var file = File.OpenWrite(_directory.Database))
        {
            // The first page contains the file header and then the list of tables.
            file.Position = 100;
            file.Write(new byte[3_996]);
        }

        await AssertRefusedAsync("is damaged");
    }

    [Fact]
    public async Task A_store_that_was_refused_can_be_tried_again_by_another()
    {
        Directory.CreateDirectory(_directory.Database);
        await AssertRefusedAsync("is a directory");
        Directory.Delete(_directory.Database);

        await CloseNewAsync();
    }

    [Fact]
    public async Task Calls_before_it_is_opened_and_after_it_was_closed_are_refused()
    {
        var store = new SqliteImageStore(_directory.Database, TimeProvider.System);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.ProbeAsync(0, default));
        await store.OpenAsync(default);
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.ListImagesAsync("t", 0, 1, default));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.EnqueueAsync([SampleOperations.Add("a")], OpenStore.Unlimited, default));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.OpenAsync(default));
    }

    [Fact]
    public async Task A_tenant_whose_name_is_no_text_is_refused_and_never_mistaken_for_another()
    {
        await using var store = new SqliteImageStore(_directory.Database, TimeProvider.System);
        await store.OpenAsync(default);

        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await store.EnqueueAsync([SampleOperations.Add("a").For("\uD800")], OpenStore.Unlimited, default));
        Assert.IsType<EnqueueResult.Accepted>(Assert.Single(await store.EnqueueAsync([SampleOperations.Add("a").For("a\0b\uFFFD")], OpenStore.Unlimited, default)));
        Assert.Null(await store.GetOperationAsync("\uFFFD", 1, default));
    }

    private async Task CloseNewAsync()
    {
        await using var store = new SqliteImageStore(_directory.Database, TimeProvider.System);
        await store.OpenAsync(default);
    }

    private async Task AssertRefusedAsync(string reason, string? path = null)
    {
        await using var store = new SqliteImageStore(path ?? _directory.Database, TimeProvider.System);

        var refused = await Assert.ThrowsAsync<StoreInitializationException>(async () => await store.OpenAsync(default));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Equal("sqlite", refused.Store);
    }

    private void RunSql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_directory.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
