using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Samples.CustomStore.Tests;

/// <summary>An open store with helper methods for tests.</summary>
internal sealed class OpenStore(FileImageStore store) : IAsyncDisposable
{
    public const string Tenant = SampleOperations.Tenant;

    public static readonly QueueLimits Unbounded = new(int.MaxValue, long.MaxValue);

    public static readonly LeaseOptions LeaseOptions = new("engine-1", TimeSpan.FromSeconds(30));

    public static readonly DateTimeOffset Now = SampleOperations.Created.AddMinutes(1);

    public FileImageStore Store => store;

    public static async Task<OpenStore> OpenAsync(string directory, LimitedDisk? disk = null, TimeProvider? clock = null)
    {
        var store = new FileImageStore(directory, clock ?? TimeProvider.System) { OpenFile = (disk ?? new LimitedDisk()).Open };
        await store.OpenAsync(default);
        return new(store);
    }

    public async Task<Operation> AcceptAsync(NewOperation operation) =>
        Assert.IsType<EnqueueResult.Accepted>(Assert.Single(await store.EnqueueAsync([operation], Unbounded, default))).Operation;

    public async Task<WorkItem?> ClaimAsync() =>
        await store.ClaimAsync(Tenant, LeaseOptions, new(int.MaxValue, int.MaxValue, long.MaxValue), Now, default);

    public async Task<CommitResult> CommitAsync(WorkItem workItem, params ImageWrite[] writes) =>
        await store.CommitAsync(new CommitRequest.Claimed(workItem.Lease, [], workItem.Success(Now, writes)), default);

    /// <summary>Accepts and executes an operation inline.</summary>
    public async Task<CommitResult> RunAsync(NewOperation operation, params ImageWrite[] writes) => await store.CommitAsync(
        new CommitRequest.Inline([operation], Unbounded, LeaseOptions, [], _ => new(writes, [operation.Operation.Start(Now).Succeeded(Now)])), default);

    /// <summary>Everything that can be read, as text.</summary>
    public async Task<string> DescribeAsync()
    {
        var images = await store.ListImagesAsync(Tenant, 0, 1_000, default);
        var operations = await store.ListOperationsAsync(Tenant, new() { Limit = 1_000 }, default);
        var backlogs = await store.ListBacklogsAsync(default);
        return $"{string.Join(", ", images.Images.Select(image => $"{image.Id} {image.Revision}"))} of {images.Count}; {string.Join(", ", operations)}; {string.Join(", ", backlogs)}";
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
