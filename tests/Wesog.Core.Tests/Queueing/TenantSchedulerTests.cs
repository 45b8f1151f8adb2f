using Wesog.Queueing;

namespace Wesog.Core.Tests.Queueing;

public class TenantSchedulerTests
{
    [Fact]
    public async Task Waiting_tenants_get_equal_shares_of_items_whatever_the_size_of_their_operations()
    {
        using var ring = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        var sizes = new Dictionary<string, int> { ["singles"] = 1, ["dozens"] = 12, ["thousands"] = 1_000, ["huge"] = 10_000 };
        var served = sizes.Keys.ToDictionary(tenant => tenant, _ => 0);
        foreach (var tenant in sizes.Keys)
        {
            ring.Signal(tenant);
        }

        while (served.Values.Sum() < 1_000_000)
        {
            var visit = await ring.TakeAsync(default);
            var items = Math.Max(sizes[visit.Tenant], visit.Budget / sizes[visit.Tenant] * sizes[visit.Tenant]);
            served[visit.Tenant] += items;
            ring.Return(visit, items, hasMore: true);
        }

        Assert.All(served.Values, items => Assert.InRange(items, 250_000 - 10_200, 250_000 + 10_200));
    }

    [Fact]
    public async Task A_newcomer_waits_for_at_most_one_visit_of_each_other_tenant()
    {
        using var ring = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        for (var i = 0; i < 10; i++)
        {
            ring.Signal($"busy{i}");
        }

        for (var i = 0; i < 500; i++)
        {
            await ServeAsync(ring, items: 100);
        }

        ring.Signal("newcomer");
        var before = new List<string>();
        while (await ServeAsync(ring, items: 100) is var tenant && tenant != "newcomer")
        {
            before.Add(tenant);
        }

        Assert.True(before.Count <= 10, $"It waited for {string.Join(", ", before)}.");
        Assert.Equal(before.Count, before.Distinct().Count());
    }

    [Fact]
    public async Task What_is_served_while_no_one_else_waits_is_not_held_against_a_tenant()
    {
        using var ring = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        ring.Signal("early");
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal("early", await ServeAsync(ring, items: 10_000));
        }

        ring.Signal("late");
        var turns = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            turns.Add(await ServeAsync(ring, items: 100));
        }

        Assert.InRange(turns.Count(tenant => tenant == "early"), 9, 11);
    }

    [Fact]
    public async Task Debts_are_paid_off_while_a_tenant_has_nothing_to_do()
    {
        using var ring = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        ring.Signal("a");
        ring.Signal("b");
        Assert.Equal("a", await ServeAsync(ring, items: 1_000, hasMore: false));
        for (var i = 0; i < 20; i++)
        {
            ring.Signal("c");
            await ServeAsync(ring, items: 100);
        }

        ring.Signal("a");
        var turns = new[] { await ServeAsync(ring, items: 100), await ServeAsync(ring, items: 100), await ServeAsync(ring, items: 100) };
        Assert.Contains("a", turns);
    }

    [Fact]
    public async Task A_tenant_being_served_is_not_taken_a_second_time()
    {
        using var ring = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        ring.Signal("a");
        var visit = await ring.TakeAsync(default);
        ring.Signal("a");
        var second = ring.TakeAsync(default);
        Assert.False(second.IsCompleted);
        ring.Return(visit, 1, hasMore: false);
        Assert.Equal("a", (await second).Tenant);
    }

    [Fact]
    public async Task Signals_of_a_waiting_tenant_are_one_signal()
    {
        using var ring = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        ring.Signal("a");
        ring.Signal("a");
        await ServeAsync(ring, items: 1, hasMore: false);
        Assert.False(ring.TakeAsync(default).IsCompleted);
    }

    [Fact]
    public async Task An_idle_tenant_is_taken_out_of_turn_only_where_no_one_waits_and_a_place_is_free()
    {
        using var ring = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        Assert.True(ring.TryTake("a", out var visit));
        Assert.False(ring.TryTake("a", out _));
        Assert.True(ring.TryTake("b", out var other));
        Assert.False(ring.TryTake("c", out _));
        ring.Return(other, 1, hasMore: false);
        ring.Signal("d");
        Assert.False(ring.TryTake("c", out _));
        ring.Return(visit, 1, hasMore: true);
        Assert.Equal(["a", "d"], new[] { await ServeAsync(ring, 1, false), await ServeAsync(ring, 1, false) }.Order());
        Assert.True(ring.TryTake("c", out _));
    }

    [Fact]
    public async Task A_closed_ring_is_left_when_all_are_served()
    {
        using var ring = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        Assert.True(ring.TryTake("a", out var visit));
        var closed = ring.CloseAsync();
        Assert.False(closed.IsCompleted);
        Assert.False(ring.TryTake("b", out _));
        ring.Return(visit, 1, hasMore: false);
        await closed;
    }

    [Fact]
    public async Task Waiting_for_a_tenant_can_be_given_up()
    {
        using var ring = new TenantScheduler(quantum: 100, places: 2, EngineThreads.Pool);
        using var giveUp = new CancellationTokenSource();
        var take = ring.TakeAsync(giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => take);
    }

    [Fact]
    public void Idle_tenants_are_forgotten_once_their_debts_are_paid()
    {
        var accounts = new DeficitCounters(quantum: 10);
        for (var i = 0; i < 10_000; i++)
        {
            var account = accounts.Open($"tenant{i}");
            accounts.AddQuantum(account);
            account.Balance = -5;
            accounts.Close(account);
        }

        Assert.InRange(accounts.Count, 1, 2_500);
    }

    [Fact]
    public void A_tenant_that_waits_is_never_forgotten()
    {
        var accounts = new DeficitCounters(quantum: 10);
        var waiting = accounts.Open("waiting");
        waiting.State = TenantState.Waiting;
        waiting.Balance = 7;
        for (var i = 0; i < 10_000; i++)
        {
            var account = accounts.Open($"tenant{i}");
            accounts.AddQuantum(account);
            account.Balance = -5;
            accounts.Close(account);
        }

        Assert.Same(waiting, accounts.Open("waiting"));
        Assert.Equal(7, waiting.Balance);
    }

    private static async Task<string> ServeAsync(TenantScheduler ring, int items, bool hasMore = true)
    {
        var visit = await ring.TakeAsync(default);
        ring.Return(visit, items, hasMore);
        return visit.Tenant;
    }
}
