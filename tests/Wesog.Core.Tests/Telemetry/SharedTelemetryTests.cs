using Wesog.Core.Tests.Engine;
using Wesog.Engine;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Telemetry;

/// <summary>Metrics of engines that share a store. Counters can be summed over the engines. Each engine reports the whole queue depth.</summary>
public class SharedTelemetryTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly SharedStore _shared;

    public SharedTelemetryTests() => _shared = new(new InMemoryImageStore(_time));

    [Fact]
    public async Task Each_engine_reports_the_queue_depth_of_the_store()
    {
        var b = _shared.Connect(executes: false);
        await using var engineA = new ImageEngine(_shared.Connect(executes: false), timeProvider: _time);
        await using var engineB = new ImageEngine(b, timeProvider: _time);
        using var measuredA = new Measurements(engineA);
        using var measuredB = new Measurements(engineB);
        await engineA.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            await engineA.Operations.SubmitAsync("t", TestBatches.Add($"i{i}"));
        }

        await engineB.StartAsync();
        await _time.AdvanceUntilAsync(() => measuredA["wesog.queue.depth"] == 3 && measuredB["wesog.queue.depth"] == 3);

        b.Resume();
        await _time.AdvanceUntilAsync(() => measuredA["wesog.queue.depth"] == 0 && measuredB["wesog.queue.depth"] == 0);

        // The depth is zero when the last work item is claimed. Its operations are counted after the commit.
        await _time.AdvanceUntilAsync(() => measuredB["wesog.operations method=add state=succeeded"] == 3);
        Assert.Equal(3, measuredA["wesog.operations method=add state=pending"]);
    }

    [Fact]
    public async Task An_operation_is_counted_by_the_engine_that_took_it_over()
    {
        var a = _shared.Connect();
        var claimed = new TaskCompletionSource();
        var resume = new TaskCompletionSource();
        a.AfterClaim = workItem =>
        {
            claimed.TrySetResult();
            return resume.Task;
        };
        var engineA = new ImageEngine(a, timeProvider: _time);
        using var measuredA = new Measurements(engineA);
        await engineA.StartAsync();
        await engineA.Operations.SubmitAsync("t", TestBatches.Add("a"));
        await claimed.Task;
        await using var engineB = new ImageEngine(_shared.Connect(), timeProvider: _time);
        using var measuredB = new Measurements(engineB);
        await engineB.StartAsync();
        await _time.AdvanceUntilAsync(() => measuredB["wesog.operations method=add state=succeeded"] == 1);

        resume.SetResult();
        await engineA.DisposeAsync();

        Assert.Equal(1, measuredB["wesog.operations method=add state=succeeded"]);
        Assert.Equal(0, measuredA["wesog.operations method=add state=succeeded"]);
    }
}
