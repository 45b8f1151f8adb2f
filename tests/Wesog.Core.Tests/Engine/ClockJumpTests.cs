using Wesog.Core.Tests.Availability;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>Clocks that jump remove no operation and no idempotency key before its time, and are logged.</summary>
public sealed class ClockJumpTests : IAsyncDisposable
{
    private static readonly TimeSpan Jump = TimeSpan.FromDays(60);
    private static readonly SubmitOptions Keyed = new() { IdempotencyKey = "k" };

    private readonly ManualTimeProvider _time = new();
    private readonly RetainingStore _store;

    public ClockJumpTests() => _store = new(FaultyStore.InMemory(_time));

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_clock_that_is_set_forward_and_back_removes_nothing()
    {
        await using var engine = await StartAsync();
        var first = await SubmitAsync(engine);
        await RetainAsync();

        Set(Jump);
        await RetainAsync();
        await AssertKeptAsync(engine, first);
        Set(-Jump);
        await RetainAsync();

        await AssertKeptAsync(engine, first);
    }

    [Fact]
    public async Task A_restart_while_the_clock_is_ahead_removes_nothing()
    {
        Operation first;
        await using (var engine = await StartAsync())
        {
            first = await SubmitAsync(engine);
            await RetainAsync();
        }

        Set(Jump);
        await using (var engine = await StartAsync())
        {
            await RetainAsync();
            await AssertKeptAsync(engine, first);
        }

        Set(-Jump);
        await using var last = await StartAsync();
        await RetainAsync();
        await AssertKeptAsync(last, first);
    }

    [Fact]
    public async Task After_a_long_downtime_expired_operations_are_removed_after_a_day_of_running()
    {
        Operation first;
        await using (var engine = await StartAsync())
        {
            first = await SubmitAsync(engine);
            await RetainAsync();
        }

        _time.Advance(Jump);
        await using (var engine = await StartAsync())
        {
            await RetainAsync();
            await RunAsync(hours: 12);
            await AssertKeptAsync(engine, first);
        }

        // The running time counts across restarts.
        await using var last = await StartAsync();
        await RetainAsync();
        await RunAsync(hours: 11);
        await AssertKeptAsync(last, first);
        await RunAsync(hours: 2);
        await AssertRemovedAsync(last, first);
    }

    [Fact]
    public async Task A_clock_that_stays_ahead_is_followed_after_a_day_of_running()
    {
        await using var engine = await StartAsync();
        var first = await SubmitAsync(engine);
        await RetainAsync();

        Set(Jump);
        await RetainAsync();
        await RunAsync(hours: 23);
        await AssertKeptAsync(engine, first);
        await RunAsync(hours: 2);

        await AssertRemovedAsync(engine, first);
    }

    [Fact]
    public async Task A_clock_is_followed_only_as_far_as_it_has_stayed_ahead_all_the_time()
    {
        await using var engine = await StartAsync();
        var first = await SubmitAsync(engine);
        await RetainAsync();
        Set(TimeSpan.FromHours(2));
        await RetainAsync();
        await RunAsync(hours: 23);

        Set(Jump);
        await RunAsync(hours: 4);

        await AssertKeptAsync(engine, first);
    }

    [Fact]
    public async Task An_operation_that_finishes_while_the_clock_is_behind_is_kept_as_long_as_others()
    {
        await using var engine = await StartAsync();
        await RetainAsync();
        Set(-Jump);
        var (late, _) = await engine.Operations.SubmitAsync("t", TestBatches.Add("a"), Keyed);
        late = (await engine.Operations.WaitAsync("t", late.Id, Timeout.InfiniteTimeSpan))!;
        Assert.True(late.CreatedAt <= late.StartedAt && late.StartedAt <= late.FinishedAt);

        Set(Jump);
        await RetainAsync();
        await AssertKeptAsync(engine, late);
        await RunAsync(hours: 29 * 24);
        await AssertKeptAsync(engine, late);
        await RunAsync(hours: 3 * 24);

        await AssertRemovedAsync(engine, late);
    }

    [Fact]
    public async Task An_operation_that_finishes_after_a_restart_while_the_clock_is_behind_is_kept()
    {
        await using (await StartAsync())
        {
            await RetainAsync();
        }

        Set(-Jump);
        await using var engine = await StartAsync();
        var late = await SubmitAsync(engine);
        Set(Jump);
        await RetainAsync();

        await AssertKeptAsync(engine, late);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_operation_that_finishes_while_the_clock_is_behind_for_days_is_kept_as_long_as_others(int corrections)
    {
        await using var engine = await StartAsync();
        await RetainAsync();
        Set(-Jump);
        await RetainAsync();
        await RunAsync(hours: 25);
        var late = await SubmitAsync(engine);
        await RunAsync(hours: 24);

        for (var i = 0; i < corrections; i++)
        {
            Set(Jump / corrections);
            await RetainAsync();
            await RunAsync(hours: 25);
            await AssertKeptAsync(engine, late);
        }

        await RunAsync(hours: (29 - 1 - corrections) * 24);
        await AssertKeptAsync(engine, late);
        await RunAsync(hours: (2 + corrections) * 24);
        await AssertRemovedAsync(engine, late);
    }

    [Fact]
    public async Task An_operation_of_a_clock_that_was_far_behind_is_kept_when_the_time_follows_it_a_part_of_the_way()
    {
        await using var engine = await StartAsync();
        await RetainAsync();
        Set(-2 * Jump);
        var late = await SubmitAsync(engine);
        Set(Jump);
        await RetainAsync();

        await RunAsync(hours: 26);

        await AssertKeptAsync(engine, late);
    }

    [Fact]
    public async Task Times_of_an_operation_stay_ordered_while_the_clock_jumps()
    {
        var faulty = FaultyStore.InMemory(_time);
        faulty.BeforeClaim = (_, _) => Set(-Jump);
        faulty.BeforeCommit = (_, _) => Set(-Jump);
        await using var engine = await ImageEngine.StartNewAsync(faulty, timeProvider: _time);
        var (operation, _) = await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));

        var end = (await engine.Operations.WaitAsync("t", operation.Id, Timeout.InfiniteTimeSpan))!;

        Assert.True(end.CreatedAt <= end.StartedAt && end.StartedAt <= end.FinishedAt);
        Assert.Equal(TimeSpan.Zero, end.ExecutionTime(_time.GetUtcNow()));
    }

    [Fact]
    public async Task A_clock_that_was_wrong_at_the_first_start_and_is_corrected_delays_the_retention_by_a_day()
    {
        Set(TimeSpan.FromDays(20_000));
        await using var engine = await StartAsync();
        await RetainAsync();
        Set(-TimeSpan.FromDays(20_000));
        var first = await SubmitAsync(engine);
        await RetainAsync();
        await RunAsync(hours: 26);
        await AssertKeptAsync(engine, first);

        await RunAsync(hours: 30 * 24);

        await AssertRemovedAsync(engine, first);
    }

    [Fact]
    public async Task An_engine_whose_clock_is_wrong_does_not_follow_it_while_another_engine_finds_the_time_right()
    {
        await using var right = await StartAsync();
        var first = await SubmitAsync(right);
        await RetainAsync();
        var wrongTime = new ManualTimeProvider(_time.GetUtcNow());
        var wrongStore = new RetainingStore(_store);
        await using var wrong = await ImageEngine.StartNewAsync(wrongStore, timeProvider: wrongTime);
        await wrongStore.RetainAsync(wrongTime);
        wrongTime.SetUtcNow(wrongTime.GetUtcNow() + Jump);

        for (var hour = 0; hour < 40; hour++)
        {
            await RunAsync(hours: 1);
            wrongTime.Advance(TimeSpan.FromHours(1));
            await wrongStore.RetainAsync(wrongTime);
        }

        await AssertKeptAsync(right, first);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_jump_is_logged_once_with_both_times(int direction)
    {
        using var log = new LogRecorder();
        await using var engine = await ImageEngine.StartNewAsync(_store, timeProvider: _time, loggerFactory: log);
        await RetainAsync();
        Assert.Empty(log.WarningsAndErrors);
        var before = _time.GetUtcNow();

        Set(direction * Jump);
        await _time.AdvanceUntilAsync(() => log.WarningsAndErrors.Count > 0);
        await RetainAsync();

        var entry = Assert.Single(log.WarningsAndErrors);
        Assert.Equal(14, entry.Id);
        Assert.Contains($"it shows {before + (direction * Jump):yyyy-MM-dd}", entry.Message, StringComparison.Ordinal);
        Assert.Contains($"but {before:yyyy-MM-dd}", entry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_or_small_correction_of_the_clock_is_not_logged()
    {
        using var log = new LogRecorder();
        await using var engine = await ImageEngine.StartNewAsync(_store, timeProvider: _time, loggerFactory: log);
        foreach (var seconds in (int[])[50, -50, 20, -20])
        {
            Set(TimeSpan.FromSeconds(seconds));
            await RetainAsync();
        }

        Assert.Empty(log.WarningsAndErrors);
    }

    private Task<ImageEngine> StartAsync() => ImageEngine.StartNewAsync(_store, timeProvider: _time);

    private static Task<Operation> SubmitAsync(ImageEngine engine) => engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"), Keyed);

    private static async Task AssertKeptAsync(ImageEngine engine, Operation operation)
    {
        Assert.NotNull(await engine.Operations.GetAsync("t", operation.Id));
        Assert.True((await engine.Operations.SubmitAsync("t", TestBatches.Add("a"), Keyed)).IsReplay);
        Assert.Equal(1, (await engine.Images.GetAsync("t", "a"))!.Revision);
    }

    private static async Task AssertRemovedAsync(ImageEngine engine, Operation operation) =>
        Assert.Null(await engine.Operations.GetAsync("t", operation.Id));

    private void Set(TimeSpan change) => _time.SetUtcNow(_time.GetUtcNow() + change);

    private Task RetainAsync() => _store.RetainAsync(_time);

    private async Task RunAsync(int hours)
    {
        _time.Advance(TimeSpan.FromHours(hours));
        await RetainAsync();
    }

    /// <summary>Counts the passes of retention, and outlives its engine.</summary>
    private sealed class RetainingStore(IImageStore inner) : ForwardingStore(inner)
    {
        private volatile int _calls;

        /// <summary>Advances the clock until three calls have been made after the present one.</summary>
        public async Task RetainAsync(ManualTimeProvider time)
        {
            for (var before = _calls; _calls < before + 3;)
            {
                var calls = _calls;
                time.Advance(TimeSpan.FromMinutes(1));
                for (var i = 0; i < 10_000 && _calls == calls; i++)
                {
                    await Task.Yield();
                }
            }
        }

        public override async ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken)
        {
            var removed = await base.RemoveExpiredAsync(policy, cancellationToken);
            _calls++;
            return removed;
        }

#pragma warning disable CA2215 // It outlives its engine. The inner store is in memory.
        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
#pragma warning restore CA2215
    }
}
