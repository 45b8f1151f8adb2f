using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

// Concurrent readers see only complete transactions, and never an older state than before.
public abstract partial class StoreConformance<THarness>
{
    private const int Transactions = 40;
    private const int Readers = 3;
    private const int OperationsPerCall = 8;
    private static readonly string[] RewrittenIds = [.. Enumerable.Range(0, 60).Select(i => $"i{i:D2}")];

    /// <summary>Every transaction rewrites all images. No reader finds two revisions, or an older one than before.</summary>
    [Fact]
    public async Task Found_images_come_from_one_snapshot() => await ReadWhileWritingAsync(
        Rewrite,
        async last =>
        {
            var revisions = (await Store.FindImagesAsync(Tenant, RewrittenIds, default)).Select(image => image.Revision).ToArray();
            Assert.True(revisions.Length == 0 || revisions.Length == RewrittenIds.Length, $"{revisions.Length} of {RewrittenIds.Length} images.");
            Assert.True(revisions.Distinct().Count() <= 1, $"Revisions {string.Join(", ", revisions.Distinct())} in one read.");
            var revision = revisions.FirstOrDefault();
            Assert.True(revision >= last, $"Revision {revision} after {last}.");
            return revision;
        });

    /// <summary>Every other transaction deletes all images. A page contains all images or none, and its count matches.</summary>
    [Fact]
    public async Task A_page_comes_from_one_snapshot() => await ReadWhileWritingAsync(
        transaction => transaction % 2 == 0 ? SamplePlans.Deletes(RewrittenIds) : Rewrite(transaction),
        async last =>
        {
            var page = await Store.ListImagesAsync(Tenant, 0, 1_000, default);
            Assert.Equal(page.Count, page.Images.Count);
            Assert.True(page.Count == 0 || page.Count == RewrittenIds.Length, $"A page of {page.Count} images.");
            Assert.True(page.Images.Select(image => image.Revision).Distinct().Count() <= 1, "Two revisions in one page.");
            return last;
        });

    /// <summary>A reader that sees an operation finished also sees its images.</summary>
    [Fact]
    public async Task The_images_of_a_finished_operation_are_visible() => await ReadWhileWritingAsync(
        Rewrite,
        async last =>
        {
            var newest = (await Store.ListOperationsAsync(Tenant, new() { States = [OperationState.Succeeded], Limit = 1 }, default))
                .Select(operation => operation.Id).FirstOrDefault();
            Assert.True(newest >= last, $"Operation {newest} after {last}.");
            if (newest > 0)
            {
                Assert.All(await Store.FindImagesAsync(Tenant, RewrittenIds, default), image => Assert.True(image.Revision >= newest, $"Revision {image.Revision} after operation {newest} was finished."));
            }

            return newest;
        });

    /// <summary>The operations of one call become visible together.</summary>
    [Fact]
    public async Task Operations_of_one_call_become_visible_together() => await ReadWhileAsync(
        async _ => await Store.EnqueueAsync([.. Enumerable.Repeat(SampleOperations.Add("a"), OperationsPerCall)], Unlimited, default),
        async last =>
        {
            var newest = (await Store.ListOperationsAsync(Tenant, new() { Limit = 1 }, default)).Select(operation => operation.Id).FirstOrDefault();
            Assert.True(newest >= last, $"Operation {newest} after {last}.");
            Assert.True(newest % OperationsPerCall == 0, $"Operation {newest} without the others of its call.");
            return newest;
        });

    private static ImageWrite[] Rewrite(int transaction) =>
        SamplePlans.Puts(RewrittenIds.Select(id => SampleImages.Image(id, revision: transaction)));

    private Task ReadWhileWritingAsync(Func<int, ImageWrite[]> writes, Func<long, Task<long>> read) =>
        ReadWhileAsync(transaction => WriteAsync(writes(transaction)), read);

    // The writer starts after all readers have started, and the readers stop after the writer, so that they overlap on
    // any machine.
    private static async Task ReadWhileAsync(Func<int, Task> write, Func<long, Task<long>> read)
    {
        using var done = new CancellationTokenSource();
        using var reading = new SemaphoreSlim(0);
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(async () =>
        {
            var last = 0L;
            try
            {
                last = await read(last);
            }
            finally
            {
                reading.Release();
            }

            while (!done.IsCancellationRequested)
            {
                last = await read(last);
            }
        })).ToArray();

        try
        {
            for (var reader = 0; reader < Readers; reader++)
            {
                await reading.WaitAsync();
            }

            for (var transaction = 1; transaction <= Transactions; transaction++)
            {
                await write(transaction);
            }
        }
        finally
        {
            await done.CancelAsync();
            await Task.WhenAll(readers);
        }
    }
}
