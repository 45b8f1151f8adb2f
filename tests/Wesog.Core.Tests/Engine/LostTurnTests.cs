using Wesog.Core.Tests.Telemetry;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>An engine was paused with a turn in its hands. Meanwhile the turn was taken over, given back, and its operation cancelled.</summary>
public sealed class LostTurnTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly InMemoryImageStore _store;
    private readonly SharedConnection _connection;
    private readonly TaskCompletionSource _claimed = new();
    private readonly TaskCompletionSource _goOn = new();

    public LostTurnTests()
    {
        _store = new(_time);
        _connection = new SharedStore(_store).Connect();
        _connection.AfterClaim = turn =>
        {
            _claimed.TrySetResult();
            return turn is null ? Task.CompletedTask : _goOn.Task;
        };
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_cancellation_that_it_finds_wakes_those_who_wait_and_is_not_its_own_to_count()
    {
        await using var engine = new ImageEngine(_connection, timeProvider: _time);
        using var measured = new Measurements(engine);
        await engine.StartAsync();
        var waiting = await LoseAsync(engine);

        _goOn.SetResult();

        Assert.Equal(OperationState.Canceled, (await waiting)!.State);
        Assert.Equal(0, measured["wesog.operations method=add state=canceled"]);
        Assert.Null(await engine.Images.GetAsync("t", "a"));
    }

    [Fact]
    public async Task An_operation_that_is_gone_when_it_looks_holds_up_nothing()
    {
        await using var engine = await ImageEngine.StartNewAsync(_connection, timeProvider: _time);
        await LoseAsync(engine);
        Assert.Equal(1, await _store.RemoveExpiredAsync(new(DateTimeOffset.MaxValue, 0, 10), default));

        _goOn.SetResult();

        // Strict: it would fail if the lost turn had written the image.
        Assert.Equal(OperationState.Succeeded, (await engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("a"))).State);
    }

    private async Task<Task<Operation?>> LoseAsync(ImageEngine engine)
    {
        var id = (await engine.Operations.SubmitAsync("t", Samples.Adds("a"))).Operation.Id;
        await _claimed.Task;
        var waiting = engine.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan);
        var terms = new LeaseOptions("another", TimeSpan.FromSeconds(30));
        _time.Advance(terms.Duration);
        var taken = await _store.ClaimAsync("t", terms, new(1, 1, long.MaxValue), _time.GetUtcNow(), default);
        await _store.ReleaseAsync(taken!.Lease, default);
        Assert.Equal(OperationState.Canceled, (await _store.CancelAsync("t", id, _time.GetUtcNow(), default)).Operation!.State);
        return waiting;
    }
}
