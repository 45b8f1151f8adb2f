using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Crash;

/// <summary>
/// Opens files as a crash would leave them: the database and its log are copied while transactions run, or the log is truncated
/// at any position. Between two checkpoints the database does not change and the log only grows, so each copy equals the files
/// after a crash at that moment. A truncated log equals a crash before the disk has written data that was not yet synced.
/// </summary>
public sealed class CrashImageTests : IDisposable
{
    private const int Images = 25;
    private readonly TemporaryDirectory _copies = new();

    public void Dispose() => _copies.Dispose();

    [Fact]
    public async Task A_copy_at_any_moment_holds_what_was_acknowledged_and_whole_batches_only()
    {
        await using var open = await OpenStore.NewAsync();
        using var done = new CancellationTokenSource();
        var (accepted, finished) = (0, 0);
        var working = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await open.AcceptAsync(BatchOf(accepted + 1));
                Interlocked.Increment(ref accepted);
                var workItem = await open.ClaimAsync();
                await open.CommitAsync(workItem, WritesOf(accepted));
                Interlocked.Increment(ref finished);
                await open.Store.ReleaseAsync(workItem.Lease, null, default);
            }
        });

        for (var copy = 0; copy < 25; copy++)
        {
            var (minAccepted, minFinished) = (Volatile.Read(ref accepted), Volatile.Read(ref finished));
            var path = Copy(open.Path, $"copy-{copy}");

            var (found, foundFinished) = await ReadAsync(path);

            Assert.True(found >= minAccepted && foundFinished >= minFinished, $"{found}, {foundFinished} of {minAccepted}, {minFinished}.");
        }

        await done.CancelAsync();
        await working;
    }

    [Fact]
    public async Task A_log_cut_anywhere_leaves_whole_batches_only()
    {
        string whole;
        await using (var open = await OpenStore.NewAsync())
        {
            for (var number = 1; number <= 12; number++)
            {
                await open.AcceptAsync(BatchOf(number));
                var workItem = await open.ClaimAsync();
                await open.CommitAsync(workItem, WritesOf(number));
                await open.Store.ReleaseAsync(workItem.Lease, null, default);
            }

            whole = Copy(open.Path, "whole");
        }

        var log = await File.ReadAllBytesAsync(whole + "-wal");
        var random = new Random(20260101);
        var last = -1L;
        foreach (var length in Enumerable.Range(0, 60).Select(_ => random.Next(log.Length + 1)).Append(log.Length).Order())
        {
            var path = Copy(whole, $"cut-{length}");
            await File.WriteAllBytesAsync(path + "-wal", log[..length]);
            var (found, finished) = await ReadAsync(path);

            Assert.True(2 * found - (found - finished) >= last, $"A longer log of {length} bytes holds less.");
            last = 2 * found - (found - finished);
        }

        Assert.Equal(24, last);
    }

    private static NewOperation BatchOf(int number) => SampleOperations.Add([.. Enumerable.Range(0, Images).Select(i => $"{number}-{i}")]);

    private static ImageWrite[] WritesOf(int number) =>
        SamplePlans.Puts(Enumerable.Range(0, Images).Select(i => SampleImages.Image($"{number}-{i}", new string('t', 300))));

    // Counts the operations and the finished ones. Asserts that numbers have no gap and that finished operations have all their images.
    private static async Task<(int Accepted, int Finished)> ReadAsync(string path)
    {
        await using var store = new SqliteImageStore(path, TimeProvider.System);
        await store.OpenAsync(default);
        var operations = await store.ListOperationsAsync(SampleOperations.Tenant, new() { Limit = 100_000 }, default);
        var finished = operations.Where(operation => operation.IsFinished).Select(operation => (int)operation.Id).ToArray();
        var page = await store.ListImagesAsync(SampleOperations.Tenant, 0, 1_000_000, default);

        Assert.Equal(Enumerable.Range(1, operations.Count).Reverse(), operations.Select(operation => (int)operation.Id));
        Assert.All(operations, operation => Assert.True(operation.State is OperationState.Pending or OperationState.Succeeded));
        Assert.Equal(
            finished.SelectMany(number => WritesOf(number)).Select(write => write.Id).Order(StringComparer.Ordinal),
            page.Images.Select(image => image.Id));
        Assert.Equal(page.Images.Count, page.Count);
        Consistency.Check(path);
        return (operations.Count, finished.Length);
    }

    // Copies the database before its log: a page that is in both is read from the log.
    private string Copy(string path, string name)
    {
        var copy = _copies.File(name);
        Duplicate(path, copy);
        Duplicate(path + "-wal", copy + "-wal");
        return copy;
    }

    // Copies with streams that share the file with the open store.
    private static void Duplicate(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var target = new FileStream(to, FileMode.Create, FileAccess.Write);
        source.CopyTo(target);
    }
}
