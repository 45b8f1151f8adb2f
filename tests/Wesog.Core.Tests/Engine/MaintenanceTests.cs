using System.Collections.Concurrent;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

public class MaintenanceTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Expired_operations_are_removed_with_their_keys()
    {
        await using var engine = await ImageEngine.StartNewAsync(timeProvider: _time);
        var options = new SubmitOptions { IdempotencyKey = "k" };
        var end = await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"), options);
        _time.Advance(TimeSpan.FromDays(29));
        Assert.NotNull(await engine.Operations.GetAsync("t", end.Id));

        _time.Advance(TimeSpan.FromDays(2));
        await AdvanceUntilAsync(async () => await engine.Operations.GetAsync("t", end.Id) is null);

        Assert.False((await engine.Operations.SubmitAsync("t", TestBatches.Add("b"), options)).IsReplay);
        Assert.NotNull(await engine.Images.GetAsync("t", "a"));
    }

    [Fact]
    public async Task Only_the_last_finished_operations_are_kept()
    {
        var options = new WesogOptions();
        options.Limits.RetainedOperations = 2;
        await using var engine = await ImageEngine.StartNewAsync(options: options, timeProvider: _time);
        for (var i = 0; i < 5; i++)
        {
            await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add($"i{i}"));
        }

        await AdvanceUntilAsync(async () => (await engine.Operations.ListAsync("t")).Count == 2);

        Assert.Equal([5L, 4L], (await engine.Operations.ListAsync("t")).Select(operation => operation.Id));
    }

    [Fact]
    public async Task One_pass_removes_all_expired_operations()
    {
        var store = new ExpiredBatchesStore(new InMemoryImageStore(_time), batches: 3);
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: _time);

        await AdvanceUntilAsync(() => Task.FromResult(store.IsEmpty));

        // One pass reads the clock once. The first call only reads the state of the clock.
        Assert.Single(store.Policies.Skip(1).Take(3).Select(policy => policy.FinishedBefore).Distinct());
    }

    [Fact]
    public async Task Operations_that_were_enqueued_without_a_signal_are_found()
    {
        var store = new InMemoryImageStore(_time);
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: _time);
        await store.EnqueueAsync(SampleOperations.Add("a"), new(int.MaxValue, long.MaxValue), default);

        await AdvanceUntilAsync(async () => (await engine.Operations.GetAsync(SampleOperations.Tenant, 1))!.IsFinished);

        Assert.NotNull(await engine.Images.GetAsync(SampleOperations.Tenant, "a"));
    }

    /// <summary>Advances the clock by up to two years until a condition holds.</summary>
    private async Task AdvanceUntilAsync(Func<Task<bool>> condition)
    {
        for (var minutes = 0; !await condition(); minutes++)
        {
            Assert.True(minutes < 1_000_000, "Two years have passed.");
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Run(() => { });
        }
    }

    /// <summary>A store with the given number of full batches of expired operations.</summary>
    private sealed class ExpiredBatchesStore(IImageStore inner, int batches) : ForwardingStore(inner)
    {
        private volatile bool _isEmpty;

        public bool IsEmpty => _isEmpty;

        public ConcurrentQueue<RetentionPolicy> Policies { get; } = new();

        public override ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken)
        {
            Policies.Enqueue(policy);
            _isEmpty = Policies.Count > batches;
            return new(_isEmpty ? 0 : policy.MaxCount);
        }
    }
}
