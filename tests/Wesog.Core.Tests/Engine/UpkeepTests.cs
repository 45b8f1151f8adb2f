using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

public class UpkeepTests
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
    public async Task Work_that_no_signal_told_of_is_found()
    {
        var store = new InMemoryImageStore(_time);
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: _time);
        await store.EnqueueAsync(Drafts.Add("a"), new(int.MaxValue, long.MaxValue), default);

        await AdvanceUntilAsync(async () => (await engine.Operations.GetAsync(Drafts.Tenant, 1))!.IsFinished);

        Assert.NotNull(await engine.Images.GetAsync(Drafts.Tenant, "a"));
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
}
