using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Tests.Reading;

/// <summary>The order in which waiting reads get places.</summary>
public sealed class ReadSchedulerTests
{
    private static readonly TimeSpan _maxWait = TimeSpan.FromSeconds(30);

    private readonly TenantReads _a = new();
    private readonly TenantReads _b = new();
    private readonly TenantReads _c = new();
    private readonly List<(string Name, Task Task)> _waiting = [];
    private readonly List<string> _started = [];

    [Fact]
    public async Task Waiting_tenants_get_places_in_turn_and_the_reads_of_a_tenant_in_order()
    {
        var scheduler = new ReadScheduler(places: 3);
        Start(scheduler, _a, _a, _b);
        Wait(scheduler, (_a, "a1"), (_a, "a2"), (_a, "a3"), (_b, "b1"), (_b, "b2"), (_b, "b3"));
        scheduler.Leave(_a);

        foreach (var ended in new[] { _a, _b, _a, _b, _a, _b })
        {
            scheduler.Leave(ended);
            await RecordAsync();
        }

        Assert.Equal(["a1", "b1", "a2", "b2", "a3", "b3"], _started);
    }

    [Fact]
    public async Task The_last_free_place_is_for_a_tenant_without_a_running_read()
    {
        var scheduler = new ReadScheduler(places: 3);
        Start(scheduler, _a, _a);
        Wait(scheduler, (_a, "a1"), (_a, "a2"));

        Start(scheduler, _b);
        Wait(scheduler, (_b, "b1"), (_c, "c1"));
        scheduler.Leave(_a);
        await RecordAsync();

        Assert.Equal(["c1"], _started);
    }

    [Fact]
    public async Task The_end_of_a_read_starts_all_reads_that_can_start()
    {
        var scheduler = new ReadScheduler(places: 3);
        Start(scheduler, _a, _b);
        Wait(scheduler, (_b, "b1"), (_a, "a1"));

        scheduler.Leave(_a);
        await RecordAsync();
        await RecordAsync();

        Assert.Equal(["a1", "b1"], _started.Order());
    }

    [Fact]
    public async Task An_urgent_read_comes_before_the_other_reads_of_its_tenant_only()
    {
        var scheduler = new ReadScheduler(places: 2);
        Start(scheduler, _a, _b);
        Wait(scheduler, (_c, "c1"), (_a, "a1"), (_a, "a2"));
        _waiting.Add(("a urgent", scheduler.EnterAsync(_a, isUrgent: true, default).AsTask()));

        foreach (var ended in new[] { _a, _b, _a, _a })
        {
            scheduler.Leave(ended);
            await RecordAsync();
        }

        Assert.Equal(["c1", "a urgent", "a1", "a2"], _started);
    }

    [Fact]
    public async Task A_canceled_read_gives_up_its_turn()
    {
        var scheduler = new ReadScheduler(places: 2);
        Start(scheduler, _a, _b);
        using var cancellation = new CancellationTokenSource();
        var canceled = scheduler.EnterAsync(_c, isUrgent: false, cancellation.Token).AsTask();
        Wait(scheduler, (_a, "a1"));

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled.WaitAsync(_maxWait));
        scheduler.Leave(_a);
        await RecordAsync();

        Assert.Equal(["a1"], _started);
    }

    [Fact]
    public async Task A_read_that_is_canceled_before_it_waits_takes_no_place()
    {
        var scheduler = new ReadScheduler(places: 2);
        Start(scheduler, _a, _b);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scheduler.EnterAsync(_c, isUrgent: false, new(canceled: true)).AsTask());
        Wait(scheduler, (_b, "b1"));
        scheduler.Leave(_b);
        await RecordAsync();

        Assert.Equal(["b1"], _started);
    }

    [Fact]
    public async Task Closing_refuses_new_reads_and_waits_for_earlier_ones()
    {
        var scheduler = new ReadScheduler(places: 2);
        Start(scheduler, _a);
        Wait(scheduler, (_a, "a1"));

        var closed = scheduler.CloseAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => scheduler.EnterAsync(_b, isUrgent: false, default).AsTask());
        scheduler.Leave(_a);
        await RecordAsync();
        Assert.False(closed.IsCompleted);
        scheduler.Leave(_a);

        await closed.WaitAsync(_maxWait);
        Assert.Equal(["a1"], _started);
    }

    private static void Start(ReadScheduler scheduler, params TenantReads[] tenants)
    {
        foreach (var tenant in tenants)
        {
            Assert.True(scheduler.EnterAsync(tenant, isUrgent: false, default).AsTask().IsCompletedSuccessfully);
        }
    }

    private void Wait(ReadScheduler scheduler, params (TenantReads Tenant, string Name)[] reads)
    {
        foreach (var (tenant, name) in reads)
        {
            var task = scheduler.EnterAsync(tenant, isUrgent: false, default).AsTask();
            Assert.False(task.IsCompleted);
            _waiting.Add((name, task));
        }
    }

    // Waits for the read that the end of another has started.
    private async Task RecordAsync()
    {
        var started = await Task.WhenAny(_waiting.Select(read => read.Task)).WaitAsync(_maxWait);
        var index = _waiting.FindIndex(read => read.Task == started);
        _started.Add(_waiting[index].Name);
        _waiting.RemoveAt(index);
    }
}
