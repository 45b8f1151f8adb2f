using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Wesog.Core.Tests.Engine;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Telemetry;

/// <summary>The times of an operation and the duration of its commit add up to the time that passes.</summary>
public sealed class CommitTimeTests
{
    private static readonly TimeSpan Reading = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Writing = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Syncing = TimeSpan.FromMilliseconds(1_500);

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_execution_time_includes_the_writes_and_the_commit_is_measured_apart(bool isInline)
    {
        var store = new SlowStore(new InMemoryImageStore(_time), _time);
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: _time);
        using var commits = new CommitDurations(engine);
        var start = _time.GetUtcNow();

        var (operation, _) = await engine.Operations.SubmitAsync("t", TestBatches.Add("a"), new() { Wait = isInline });
        operation = (await engine.Operations.WaitAsync("t", operation.Id, Timeout.InfiniteTimeSpan))!;
        await engine.StopAsync();

        Assert.Equal(Reading + Writing, operation.ExecutionTime(start));
        Assert.Equal([Syncing.TotalSeconds], commits.Values);
        Assert.Equal(_time.GetUtcNow() - start, operation.IdleTime(start) + operation.ExecutionTime(start) + Syncing);
        Assert.True(operation.CreatedAt <= operation.StartedAt && operation.StartedAt <= operation.FinishedAt);
    }

    [Fact]
    public async Task A_commit_that_writes_nothing_is_not_measured()
    {
        var store = new FaultyStore(new InMemoryImageStore(_time)) { BeforeCommit = (_, _) => throw FaultyStore.Outage };
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: _time);
        using var commits = new CommitDurations(engine);
        await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));
        await engine.StopAsync();
        Assert.Empty(commits.Values);
    }

    /// <summary>Reads before the decision, writes before the finish time is taken, and syncs before a commit returns.</summary>
    private sealed class SlowStore(IImageStore inner, ManualTimeProvider time) : ForwardingStore(inner)
    {
        public override async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
        {
            time.Advance(Reading);
            var slow = request with
            {
                FinishTime = () =>
                {
                    time.Advance(Writing);
                    return request.FinishTime!();
                },
            };
            var result = await base.CommitAsync(slow, cancellationToken);
            time.Advance(Syncing);
            return result;
        }
    }

    private sealed class CommitDurations : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<double> _values = new();

        public CommitDurations(ImageEngine engine)
        {
            _listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter == engine.Telemetry.Meter && instrument.Name == "wesog.commit.duration")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => _values.Enqueue(seconds));
            _listener.Start();
        }

        public IReadOnlyList<double> Values => [.. _values];

        public void Dispose() => _listener.Dispose();
    }
}
