using Wesog.Core.Tests.Telemetry;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>
/// An engine is paused while it holds a lease. Meanwhile the lease expires, another engine takes it over and releases it, and the operation is
/// cancelled.
/// </summary>
public sealed class LostLeaseTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly InMemoryImageStore _store;
    private readonly SharedConnection _connection;
    private readonly TaskCompletionSource _claimed = new();
    private readonly TaskCompletionSource _resume = new();

    public LostLeaseTests()
    {
        _store = new(_time);
        _connection = new SharedStore(_store).Connect();
        _connection.AfterClaim = workItem =>
        {
            _claimed.TrySetResult();
            return workItem is null ? Task.CompletedTask : _resume.Task;
        };
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Waiters_see_a_cancellation_after_a_lost_lease_and_the_engine_does_not_count_it()
    {
        await using var engine = new ImageEngine(_connection, timeProvider: _time);
        using var measured = new Measurements(engine);
        await engine.StartAsync();
        var wait = await LoseLeaseAsync(engine);

        _resume.SetResult();

        Assert.Equal(OperationState.Canceled, (await wait)!.State);
        Assert.Equal(0, measured["wesog.operations method=add state=canceled"]);
        Assert.Null(await engine.Images.GetAsync("t", "a"));
    }

    [Fact]
    public async Task An_operation_that_was_removed_after_a_lost_lease_does_not_block_the_queue()
    {
        await using var engine = await ImageEngine.StartNewAsync(_connection, timeProvider: _time);
        await LoseLeaseAsync(engine);
        Assert.Equal(1, await _store.RemoveExpiredAsync(new(DateTimeOffset.MaxValue, 0, 10), default));

        _resume.SetResult();

        // Strict: the addition would fail if the lost work item had written the image.
        Assert.Equal(OperationState.Succeeded, (await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"))).State);
    }

    private async Task<Task<Operation?>> LoseLeaseAsync(ImageEngine engine)
    {
        var id = (await engine.Operations.SubmitAsync("t", TestBatches.Add("a"))).Operation.Id;
        await _claimed.Task;
        var wait = engine.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan);
        var leaseOptions = new LeaseOptions("another", TimeSpan.FromSeconds(30));
        _time.Advance(leaseOptions.Duration);
        var taken = await _store.ClaimAsync("t", leaseOptions, new(1, 1, long.MaxValue), _time.GetUtcNow(), default);
        await _store.ReleaseAsync(taken!.Lease, default);
        Assert.Equal(OperationState.Canceled, (await _store.CancelAsync("t", id, _time.GetUtcNow(), default)).Operation!.State);
        return wait;
    }
}
