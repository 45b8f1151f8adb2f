using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Faults;

/// <summary>
/// A disk confirms a sync and loses the data when the power fails. The store says so at the start if later data proves it. If the last transactions
/// vanish without a trace, no store can know.
/// </summary>
public sealed class LyingSyncTests(ITestOutputHelper output) : IDisposable
{
    private const int Operations = 8;
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 24;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_log_that_lost_a_transaction_before_the_last_is_refused()
    {
        var (path, last) = await CrashAsync();
        var log = await File.ReadAllBytesAsync(path + "-wal");
        var frame = FrameHeaderSize + PageSizeOf(log);
        var frames = (log.Length - HeaderSize) / frame;
        for (var damaged = 0; damaged < frames; damaged++)
        {
            // In the header of a frame, and in its page.
            foreach (var position in new[] { 2, 9, 17, FrameHeaderSize + 300 })
            {
                var copy = Copy(path);
                var bytes = (byte[])log.Clone();
                bytes[HeaderSize + damaged * frame + position] ^= 0x10;
                await File.WriteAllBytesAsync(copy + "-wal", bytes);

                // The damage of the last transaction looks as if it had not ended.
                if (damaged < last)
                {
                    await AssertRefusedAsync(copy, $"has lost acknowledged operations: frame {damaged + 1} of its log");
                }
                else
                {
                    Assert.Equal(Operations - 1, await CountAsync(copy));
                }
            }
        }
    }

    [Fact]
    public async Task A_log_without_its_header_is_refused_and_left_as_it_is()
    {
        var (path, _) = await CrashAsync();
        var log = await File.ReadAllBytesAsync(path + "-wal");
        Array.Clear(log, 0, HeaderSize);
        await File.WriteAllBytesAsync(path + "-wal", log);

        await AssertRefusedAsync(path, "the header of its log is damaged");

        Assert.Equal(log, await File.ReadAllBytesAsync(path + "-wal"));
    }

    [Fact]
    public async Task A_log_that_SQLite_cannot_read_at_the_start_is_kept()
    {
        var (path, _) = await CrashAsync();
        var log = await File.ReadAllBytesAsync(path + "-wal");
        var reads = await CountRecoveryReadsAsync(Copy(path));
        Assert.NotEmpty(reads);
        foreach (var call in reads)
        {
            using var disk = new FaultyDisk { ReturnsZerosAt = call };
            var copy = Copy(path);
            await using (var store = new SqliteImageStore(copy, TimeProvider.System))
            {
                store.Session.Database.FileSystem = disk.FileSystem;
                await Assert.ThrowsAsync<StoreInitializationException>(async () => await store.OpenAsync(default));
            }

            Assert.Equal(log, await File.ReadAllBytesAsync(copy + "-wal"));
            Assert.Equal(Operations, await CountAsync(copy));
        }
    }

    [Fact]
    public async Task A_disk_that_loses_confirmed_writes_leaves_an_earlier_state_or_is_refused()
    {
        var syncs = await CountSyncsAsync();
        var (refused, earlier, whole) = (0, 0, 0);
        for (var trueSyncs = 0; trueSyncs < syncs; trueSyncs++)
        {
            for (var pattern = 0; pattern < 4; pattern++)
            {
                var durable = new DurableFiles(trueSyncs);
                using var disk = new FaultyDisk { Durable = durable };
                var path = _directory.File($"{Guid.NewGuid():N}.db");
                await using var store = new SqliteImageStore(path, TimeProvider.System);
                store.Session.Database.FileSystem = disk.FileSystem;
                await AcceptAllAsync(store);
                var crashed = _directory.File($"{Guid.NewGuid():N}.db");
                var (random, kept) = (new Random(trueSyncs), pattern);
                durable.Restore(crashed, i => kept switch
                {
                    0 => false,
                    1 => true,
                    2 => i > 1,
                    _ => random.Next(10) > 0,
                });
                await store.DisposeAsync();

                var found = await TryCountAsync(crashed);
                refused += found is null ? 1 : 0;
                earlier += found < Operations ? 1 : 0;
                whole += found == Operations ? 1 : 0;
                Assert.True(pattern != 1 || found == Operations, "A disk that loses nothing is not refused.");
            }
        }

        output.WriteLine($"{syncs} syncs: {refused} starts refused, {earlier} with an earlier state, {whole} whole.");
        Assert.True(refused > 0 && earlier > 0 && whole > 0);
    }

    private static int PageSizeOf(byte[] log) => (log[8] << 24) | (log[9] << 16) | (log[10] << 8) | log[11];

    private static async Task AcceptAllAsync(SqliteImageStore store)
    {
        await store.OpenAsync(default);
        for (var i = 0; i < Operations; i++)
        {
            await store.EnqueueAsync([SampleOperations.Add($"i{i}")], OpenStore.Unlimited, default);
        }
    }

    // Returns the files of a crash, and the first frame of the last transaction.
    private async Task<(string Path, int Last)> CrashAsync()
    {
        await using var store = new SqliteImageStore(_directory.Database, TimeProvider.System);
        await AcceptAllAsync(store);
        var path = Copy(_directory.Database);
        var log = await File.ReadAllBytesAsync(path + "-wal");
        var frame = FrameHeaderSize + PageSizeOf(log);
        var commits = Enumerable.Range(0, (log.Length - HeaderSize) / frame)
            .Where(i => log.AsSpan(HeaderSize + i * frame + 4, 4).ContainsAnyExcept((byte)0)).ToArray();
        return (path, commits[^2] + 1);
    }

    private async Task<int> CountSyncsAsync()
    {
        var durable = new DurableFiles(int.MaxValue);
        using var disk = new FaultyDisk { Durable = durable };
        await using var store = new SqliteImageStore(_directory.File("count.db"), TimeProvider.System);
        store.Session.Database.FileSystem = disk.FileSystem;
        await AcceptAllAsync(store);
        var syncs = durable.Syncs;
        await store.DisposeAsync();
        return syncs;
    }

    // The reads by which SQLite recovers the log: its header, and its frames as a whole.
    private static async Task<IReadOnlyList<int>> CountRecoveryReadsAsync(string path)
    {
        using var disk = new FaultyDisk();
        await using var store = new SqliteImageStore(path, TimeProvider.System);
        store.Session.Database.FileSystem = disk.FileSystem;
        await store.OpenAsync(default);
        var calls = disk.Calls;
        await store.DisposeAsync();
        return [.. Enumerable.Range(1, calls.Count).Where(n => calls[n - 1] is (DiskCall.Read, FileRole.Log, var bytes) && (bytes == HeaderSize || bytes % 512 == FrameHeaderSize))];
    }

    private static async Task<int?> TryCountAsync(string path)
    {
        try
        {
            return await CountAsync(path);
        }
        catch (StoreInitializationException)
        {
            return null;
        }
    }

    // Opens a file and counts its operations, which must be the first ones, and whole.
    private static async Task<int> CountAsync(string path)
    {
        int count;
        await using (var store = new SqliteImageStore(path, TimeProvider.System))
        {
            await store.OpenAsync(default);
            var operations = await store.ListOperationsAsync(SampleOperations.Tenant, new() { Limit = 100 }, default);
            Assert.Equal(Enumerable.Range(1, operations.Count).Reverse(), operations.Select(operation => (int)operation.Id));
            Assert.All(operations, operation => Assert.Equal(OperationState.Pending, operation.State));
            count = operations.Count;
        }

        Consistency.Check(path);
        return count;
    }

    private static async Task AssertRefusedAsync(string path, string reason)
    {
        await using var store = new SqliteImageStore(path, TimeProvider.System);
        var refused = await Assert.ThrowsAsync<StoreInitializationException>(async () => await store.OpenAsync(default));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    private string Copy(string path)
    {
        var copy = _directory.File($"{Guid.NewGuid():N}.db");
        File.Copy(path, copy);
        File.Copy(path + "-wal", copy + "-wal");
        return copy;
    }
}
