using Wesog.AspNetCore.Memory;
using Wesog.AspNetCore.Problems;
using Wesog.Operations;

namespace Wesog.AspNetCore.Tests.Memory;

/// <summary>The memory of all requests is limited, and that of one tenant to half of what the others leave.</summary>
public sealed class MemoryBudgetTests
{
    private const int Step = 64 << 10;

    [Fact]
    public void A_tenant_gets_half_of_what_the_others_leave()
    {
        var budget = new MemoryBudget(800);
        Assert.Equal(MemoryGrant.Taken, budget.TryTake("a", 400));
        Assert.Equal(MemoryGrant.TenantIsFull, budget.TryTake("a", 1));
        Assert.Equal(MemoryGrant.HostIsFull, budget.TryTake("b", 201));
        Assert.Equal(MemoryGrant.Taken, budget.TryTake("b", 200));
        Assert.Equal(MemoryGrant.HostIsFull, budget.TryTake("b", 1));
        Assert.Equal(MemoryGrant.Taken, budget.TryTake("c", 100));
        Assert.Equal(MemoryGrant.HostIsFull, budget.TryTake("c", 1));
        Assert.Equal(700, budget.Used);

        budget.Return("a", 400);
        Assert.Equal(MemoryGrant.Taken, budget.TryTake("c", 200));
        Assert.Equal(MemoryGrant.HostIsFull, budget.TryTake("c", 1));
        Assert.Equal(500, budget.Used);
    }

    [Fact]
    public void While_twelve_tenants_fill_their_share_the_next_one_finds_memory_for_a_small_request()
    {
        const int Request = 64 << 10;
        const long Total = 150 << 20;
        var budget = new MemoryBudget(Total);
        for (var tenant = 1; tenant <= 13; tenant++)
        {
            Assert.Equal(MemoryGrant.Taken, budget.TryTake($"{tenant}", Request));
            while (budget.TryTake($"{tenant}", Request) == MemoryGrant.Taken)
            {
                Assert.InRange(budget.Used, 0, Total);
            }
        }
    }

    [Fact]
    public void Memory_that_is_in_use_already_counts_beyond_the_budget()
    {
        var budget = new MemoryBudget(100);
        budget.Take("a", 120);
        Assert.Equal(MemoryGrant.TenantIsFull, budget.TryTake("a", 1));
        Assert.Equal(MemoryGrant.HostIsFull, budget.TryTake("b", 1));
        budget.Return("a", 120);
        Assert.Equal(0, budget.Used);
        Assert.Equal(MemoryGrant.Taken, budget.TryTake("b", 50));
    }

    [Fact]
    public void A_small_request_takes_nothing()
    {
        var budget = new MemoryBudget(0);
        using var memory = new RequestMemory(budget, "a", new());
        memory.Reserve(16 << 10);
        memory.Release(16 << 10);
        Assert.Throws<ProblemException>(() => memory.Reserve((16 << 10) + 1));
    }

    [Fact]
    public void A_request_takes_and_returns_steps_and_its_disposal_returns_the_rest()
    {
        var budget = new MemoryBudget(1 << 30);
        var random = new Random(1);
        for (var i = 0; i < 1_000; i++)
        {
            using var memory = new RequestMemory(budget, "a", new());
            var used = 0L;
            for (var call = 0; call < 20; call++)
            {
                var bytes = random.Next(1, 300_000);
                if (random.Next(2) == 0)
                {
                    memory.Reserve(bytes);
                    used += bytes;
                }
                else if (used > 0)
                {
                    bytes = (int)Math.Min(bytes, used);
                    memory.Release(bytes);
                    used -= bytes;
                }

                Assert.InRange(budget.Used, used - (16 << 10), used + Step);
            }
        }

        Assert.Equal(0, budget.Used);
    }

    [Fact]
    public void A_body_that_never_fits_is_too_large_and_a_response_is_not()
    {
        using var memory = new RequestMemory(new(1 << 20), "a", new());
        Assert.Equal(1 << 19, Assert.Throws<BatchTooLargeException>(() => memory.ReserveForBody((1 << 19) + 1)).MaxBytes);
        Assert.Equal(ProblemCodes.MemoryFull, Assert.Throws<ProblemException>(() => memory.Reserve(1 << 20)).Problem.Code);
        memory.ReserveForBody(1 << 19);
    }
}
