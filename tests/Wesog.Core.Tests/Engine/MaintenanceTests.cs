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
    public async Task Finished_operations_go_when_their_time_has_come_and_their_keys_with_them()
    {
        await using var engine = await ImageEngine.StartNewAsync(timeProvider: _time);
        var options = new SubmitOptions { IdempotencyKey = "k" };
        var end = await engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("a"), options);
        _time.Advance(TimeSpan.FromDays(29));
        Assert.NotNull(await engine.Operations.GetAsync("t", end.Id));

        _time.Advance(TimeSpan.FromDays(2));
        await AdvanceUntilAsync(async () => await engine.Operations.GetAsync("t", end.Id) is null);

        Assert.False((await engine.Operations.SubmitAsync("t", Samples.Adds("b"), options)).IsReplay);
        Assert.NotNull(await engine.Images.GetAsync("t", "a"));
    }

    [Fact]
    public async Task No_more_than_the_last_to_finish_are_kept()
    {
        var options = new WesogOptions();
        options.Limits.RetainedOperations = 2;
        await using var engine = await ImageEngine.StartNewAsync(options: options, timeProvider: _time);
        for (var i = 0; i < 5; i++)
        {
            await engine.Operations.SubmitAndWaitAsync("t", Samples.Adds($"i{i}"));
        }

        await AdvanceUntilAsync(async () => (await engine.Operations.ListAsync("t")).Count == 2);

        Assert.Equal([5L, 4L], (await engine.Operations.ListAsync("t")).Select(operation => operation.Id));
    }

    [Fact]
    public async Task However_many_are_to_go_they_go_in_one_round()
    {
        var store = new SlicedStore(new InMemoryImageStore(_time), slices: 3);
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: _time);

        await AdvanceUntilAsync(() => Task.FromResult(store.IsEmptied));

        // A round looks at the clock once.
        Assert.Single(store.Policies.Take(4).Distinct());
    }

    [Fact]
    public async Task Work_that_no_signal_told_of_is_found()
    {
        var store = new InMemoryImageStore(_time);
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: _time);
        await store.EnqueueAsync(SampleOperations.Add("a"), new(int.MaxValue, long.MaxValue), default);

        await AdvanceUntilAsync(async () => (await engine.Operations.GetAsync(SampleOperations.Tenant, 1))!.IsFinished);

        Assert.NotNull(await engine.Images.GetAsync(SampleOperations.Tenant, "a"));
    }

    /// <summary>Lets the clock run, by up to two years, until a condition holds.</summary>
    private async Task AdvanceUntilAsync(Func<Task<bool>> condition)
    {
        for (var minutes = 0; !await condition(); minutes++)
        {
            Assert.True(minutes < 1_000_000, "Two years have passed.");
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Run(() => { });
        }
    }

    /// <summary>A store with so many whole slices of operations to remove.</summary>
    private sealed class SlicedStore(IImageStore inner, int slices) : ForwardingStore(inner)
    {
        private volatile bool _isEmptied;

        public bool IsEmptied => _isEmptied;

        public ConcurrentQueue<RetentionPolicy> Policies { get; } = new();

        public override ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken)
        {
            Policies.Enqueue(policy);
            _isEmptied = Policies.Count > slices;
            return new(_isEmptied ? 0 : policy.MaxCount);
        }
    }
}
