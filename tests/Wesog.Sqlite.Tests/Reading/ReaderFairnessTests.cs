using Wesog.Catalog;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Reading;

/// <summary>The reads of one tenant, however many, do not delay those of another, the engine's own, or a commit.</summary>
public sealed class ReaderFairnessTests
{
    private const string Noisy = "noisy";
    private const int ManyReads = 200;
    private static readonly TimeSpan _maxWait = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_read_starts_at_once_although_another_tenant_has_200_reads_waiting()
    {
        await using var open = await OpenStore.NewAsync();
        await open.WriteAsync(SamplePlans.Puts(SampleImages.Image("a")));
        var store = open.Store;
        Task[] waiting;
        await using (await HeldReads.TakeAsync(store, Noisy))
        {
            waiting = [.. Enumerable.Range(0, ManyReads).Select(_ => ReadPageAsync(store, Noisy))];

            await ReadPageAsync(store, SampleOperations.Tenant).WaitAsync(_maxWait);
            Assert.Single(await store.FindImagesAsync(SampleOperations.Tenant, ["a"], default).AsTask().WaitAsync(_maxWait));
            Assert.Single(await store.FindImagesAsync(SampleOperations.Tenant, ["a", "b"], default).AsTask().WaitAsync(_maxWait));
            Assert.NotNull(await store.GetOperationAsync(SampleOperations.Tenant, 1, default).AsTask().WaitAsync(_maxWait));
            Assert.Single(await store.ListOperationsAsync(SampleOperations.Tenant, new(), default).AsTask().WaitAsync(_maxWait));
            Assert.DoesNotContain(waiting, read => read.IsCompleted);
        }

        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task A_read_is_next_when_other_tenants_occupy_all_connections()
    {
        await using var open = await OpenStore.NewAsync();
        var store = open.Store;
        await using var rest = await HeldReads.TakeAsync(store, Noisy);
        var one = await HeldReads.TakeAsync(store, "other", 1);
        Task[] waiting = [.. Enumerable.Range(0, ManyReads).Select(_ => ReadPageAsync(store, Noisy))];
        var victim = store.Session.Readers.ReadAsync(store.Session.Tenants.FindOrAdd("victim").Reads, _ => waiting.Count(read => read.IsCompleted), default);

        await one.DisposeAsync();

        Assert.Equal(0, await victim.AsTask().WaitAsync(_maxWait));
    }

    [Fact]
    public async Task The_engine_is_ready_while_all_connections_for_reads_are_occupied()
    {
        using var directory = new TemporaryDirectory();
        var store = new SqliteImageStore(directory.Database, TimeProvider.System);
        await using var engine = await ImageEngine.StartNewAsync(store);
        await using var rest = await HeldReads.TakeAsync(store, Noisy);
        await using var one = await HeldReads.TakeAsync(store, "other", 1);

        Assert.True(await engine.IsReadyAsync());
    }

    [Fact]
    public async Task Retention_does_not_wait_for_the_reads_of_tenants()
    {
        await using var open = await OpenStore.NewAsync();
        await open.WriteAsync(SamplePlans.Puts(SampleImages.Image("a")));
        await using var rest = await HeldReads.TakeAsync(open.Store, Noisy);
        await using var one = await HeldReads.TakeAsync(open.Store, "other", 1);

        var policy = new RetentionPolicy(open.Now.AddDays(1), KeepPerTenant: 0, MaxCount: 10);
        Assert.Equal(1, await open.Store.RemoveExpiredAsync(policy, default).AsTask().WaitAsync(_maxWait));
    }

    /// <summary>While a worker waits for the reads of its tenant, other tenants wait for the worker.</summary>
    [Fact]
    public async Task A_commit_comes_before_the_waiting_reads_of_its_own_tenant()
    {
        await using var open = await OpenStore.NewAsync();
        var store = open.Store;
        await open.AcceptAsync(SampleOperations.Replace("a"));
        var workItem = await open.ClaimAsync();
        var one = await HeldReads.TakeAsync(store, SampleOperations.Tenant, 1);
        await using var rest = await HeldReads.TakeAsync(store, SampleOperations.Tenant, store.Session.Readers.Size - 2);
        using var committed = new ManualResetEventSlim();
        var reads = store.Session.Tenants.FindOrAdd(SampleOperations.Tenant).Reads;
        Task[] waiting = [.. Enumerable.Range(0, ManyReads).Select(_ => store.Session.Readers.ReadAsync(reads, _ => committed.Wait(_maxWait), default).AsTask())];
        var commit = store.CommitAsync(
            new CommitRequest.Claimed(workItem.Lease, ["a"], workItem.Success(open.Now, SamplePlans.Puts(SampleImages.Image("a")))), default);

        await one.DisposeAsync();
        await commit.AsTask().WaitAsync(_maxWait / 2);

        committed.Set();
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task A_canceled_read_does_not_wait_for_a_connection()
    {
        await using var open = await OpenStore.NewAsync();
        await using var held = await HeldReads.TakeAsync(open.Store, Noisy);
        using var cancellation = new CancellationTokenSource();
        var read = ReadPageAsync(open.Store, Noisy, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(_maxWait));
    }

    private static Task<ImagePage> ReadPageAsync(SqliteImageStore store, string tenant, CancellationToken cancellationToken = default) =>
        store.ListImagesAsync(tenant, 0, 10, cancellationToken).AsTask();
}
