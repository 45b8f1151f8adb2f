using Wesog.Queueing;

namespace Wesog.Core.Tests.Queueing;

public class TenantSchedulerTests
{
    [Fact]
    public void A_signal_after_the_disposal_is_ignored()
    {
        var scheduler = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        scheduler.Dispose();

        scheduler.Signal("late");
    }

    [Fact]
    public async Task Waiting_tenants_get_equal_shares_of_items_regardless_of_operation_size()
    {
        using var scheduler = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        var sizes = new Dictionary<string, int> { ["singles"] = 1, ["dozens"] = 12, ["thousands"] = 1_000, ["huge"] = 10_000 };
        var executed = sizes.Keys.ToDictionary(tenant => tenant, _ => 0);
        foreach (var tenant in sizes.Keys)
        {
            scheduler.Signal(tenant);
        }

        while (executed.Values.Sum() < 1_000_000)
        {
            var grant = await scheduler.TakeAsync(default);
            var items = Math.Max(sizes[grant.Tenant], grant.Budget / sizes[grant.Tenant] * sizes[grant.Tenant]);
            executed[grant.Tenant] += items;
            scheduler.Return(grant, items, hasMore: true);
        }

        Assert.All(executed.Values, items => Assert.InRange(items, 250_000 - 10_200, 250_000 + 10_200));
    }

    [Fact]
    public async Task A_new_tenant_waits_for_at_most_one_grant_of_each_other_tenant()
    {
        using var scheduler = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        for (var i = 0; i < 10; i++)
        {
            scheduler.Signal($"busy{i}");
        }

        for (var i = 0; i < 500; i++)
        {
            await ExecuteAsync(scheduler, items: 100);
        }

        scheduler.Signal("new");
        var before = new List<string>();
        while (await ExecuteAsync(scheduler, items: 100) is var tenant && tenant != "new")
        {
            before.Add(tenant);
        }

        Assert.True(before.Count <= 10, $"The tenant waited for {string.Join(", ", before)}.");
        Assert.Equal(before.Count, before.Distinct().Count());
    }

    [Fact]
    public async Task Items_that_ran_while_no_other_tenant_waited_are_not_charged()
    {
        using var scheduler = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        scheduler.Signal("early");
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal("early", await ExecuteAsync(scheduler, items: 10_000));
        }

        scheduler.Signal("late");
        var grants = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            grants.Add(await ExecuteAsync(scheduler, items: 100));
        }

        Assert.InRange(grants.Count(tenant => tenant == "early"), 9, 11);
    }

    [Fact]
    public async Task A_negative_balance_recovers_while_the_tenant_is_idle()
    {
        using var scheduler = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        scheduler.Signal("a");
        scheduler.Signal("b");
        Assert.Equal("a", await ExecuteAsync(scheduler, items: 1_000, hasMore: false));
        for (var i = 0; i < 20; i++)
        {
            scheduler.Signal("c");
            await ExecuteAsync(scheduler, items: 100);
        }

        scheduler.Signal("a");
        var grants = new[] { await ExecuteAsync(scheduler, items: 100), await ExecuteAsync(scheduler, items: 100), await ExecuteAsync(scheduler, items: 100) };
        Assert.Contains("a", grants);
    }

    [Fact]
    public async Task A_running_tenant_is_not_granted_again()
    {
        using var scheduler = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        scheduler.Signal("a");
        var grant = await scheduler.TakeAsync(default);
        scheduler.Signal("a");
        var second = scheduler.TakeAsync(default);
        Assert.False(second.IsCompleted);
        scheduler.Return(grant, 1, hasMore: false);
        Assert.Equal("a", (await second).Tenant);
    }

    [Fact]
    public async Task Repeated_signals_of_a_waiting_tenant_count_once()
    {
        using var scheduler = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        scheduler.Signal("a");
        scheduler.Signal("a");
        await ExecuteAsync(scheduler, items: 1, hasMore: false);
        Assert.False(scheduler.TakeAsync(default).IsCompleted);
    }

    [Fact]
    public async Task An_idle_tenant_is_granted_immediately_only_if_no_tenant_waits_and_a_place_is_free()
    {
        using var scheduler = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        Assert.True(scheduler.TryTake("a", out var grant));
        Assert.False(scheduler.TryTake("a", out _));
        Assert.True(scheduler.TryTake("b", out var other));
        Assert.False(scheduler.TryTake("c", out _));
        scheduler.Return(other, 1, hasMore: false);
        scheduler.Signal("d");
        Assert.False(scheduler.TryTake("c", out _));
        scheduler.Return(grant, 1, hasMore: true);
        Assert.Equal(["a", "d"], new[] { await ExecuteAsync(scheduler, 1, false), await ExecuteAsync(scheduler, 1, false) }.Order());
        Assert.True(scheduler.TryTake("c", out _));
    }

    [Fact]
    public async Task Closing_waits_for_all_grants()
    {
        using var scheduler = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        Assert.True(scheduler.TryTake("a", out var grant));
        var closed = scheduler.CloseAsync();
        Assert.False(closed.IsCompleted);
        Assert.False(scheduler.TryTake("b", out _));
        scheduler.Return(grant, 1, hasMore: false);
        await closed;
    }

    [Fact]
    public async Task Waiting_for_a_grant_can_be_cancelled()
    {
        using var scheduler = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        using var cancellation = new CancellationTokenSource();
        var take = scheduler.TakeAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => take);
    }

    [Fact]
    public void Idle_tenants_are_removed_when_their_balance_has_recovered()
    {
        var counters = new DeficitCounters(quantum: 10);
        for (var i = 0; i < 10_000; i++)
        {
            var counter = counters.Open($"tenant{i}");
            counters.AddQuantum(counter);
            counter.Balance = -5;
            counters.Close(counter);
        }

        Assert.InRange(counters.Count, 1, 2_500);
    }

    [Fact]
    public void A_waiting_tenant_is_never_removed()
    {
        var counters = new DeficitCounters(quantum: 10);
        var waiting = counters.Open("waiting");
        waiting.State = TenantState.Waiting;
        waiting.Balance = 7;
        for (var i = 0; i < 10_000; i++)
        {
            var counter = counters.Open($"tenant{i}");
            counters.AddQuantum(counter);
            counter.Balance = -5;
            counters.Close(counter);
        }

        Assert.Same(waiting, counters.Open("waiting"));
        Assert.Equal(7, waiting.Balance);
    }

    private static async Task<string> ExecuteAsync(TenantScheduler scheduler, int items, bool hasMore = true)
    {
        var grant = await scheduler.TakeAsync(default);
        scheduler.Return(grant, items, hasMore);
        return grant.Tenant;
    }
}
