using Wesog.Core.Tests.Engine;
using Wesog.Engine;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Telemetry;

/// <summary>What engines that share a store measure: sums over all are true, but of the depth, which each sees whole.</summary>
public class SharedTelemetryTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly SharedStore _shared;

    public SharedTelemetryTests() => _shared = new(new InMemoryImageStore(_time));

    [Fact]
    public async Task Each_engine_shows_the_depth_that_the_store_last_counted()
    {
        var b = _shared.Connect(works: false);
        await using var engineA = new ImageEngine(_shared.Connect(works: false), timeProvider: _time);
        await using var engineB = new ImageEngine(b, timeProvider: _time);
        using var measuredA = new Measurements(engineA);
        using var measuredB = new Measurements(engineB);
        await engineA.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            await engineA.Operations.SubmitAsync("t", Samples.Adds($"i{i}"));
        }

        await engineB.StartAsync();
        await _time.AdvanceUntilAsync(() => measuredA["wesog.queue.depth"] == 3 && measuredB["wesog.queue.depth"] == 3);

        b.Open();
        await _time.AdvanceUntilAsync(() => measuredA["wesog.queue.depth"] == 0 && measuredB["wesog.queue.depth"] == 0);

        // Nothing waits any more as soon as the last turn is taken; what it finished is counted after its commit.
        await _time.AdvanceUntilAsync(() => measuredB["wesog.operations method=add state=succeeded"] == 3);
        Assert.Equal(3, measuredA["wesog.operations method=add state=pending"]);
    }

    [Fact]
    public async Task An_operation_that_another_engine_took_over_is_counted_by_that_one()
    {
        var a = _shared.Connect();
        var claimed = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        a.AfterClaim = turn =>
        {
            claimed.TrySetResult();
            return goOn.Task;
        };
        var engineA = new ImageEngine(a, timeProvider: _time);
        using var measuredA = new Measurements(engineA);
        await engineA.StartAsync();
        await engineA.Operations.SubmitAsync("t", Samples.Adds("a"));
        await claimed.Task;
        await using var engineB = new ImageEngine(_shared.Connect(), timeProvider: _time);
        using var measuredB = new Measurements(engineB);
        await engineB.StartAsync();
        await _time.AdvanceUntilAsync(() => measuredB["wesog.operations method=add state=succeeded"] == 1);

        goOn.SetResult();
        await engineA.DisposeAsync();

        Assert.Equal(1, measuredB["wesog.operations method=add state=succeeded"]);
        Assert.Equal(0, measuredA["wesog.operations method=add state=succeeded"]);
    }
}
