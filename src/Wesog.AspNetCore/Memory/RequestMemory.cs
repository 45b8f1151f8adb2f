using Wesog.AspNetCore.Problems;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.AspNetCore.Memory;

/// <summary>The memory of one request: its body, the items of its batch, and its response. Disposal returns all of it.</summary>
/// <remarks>
/// Takes memory from the budget in steps, and the first bytes not at all, so that most calls and most requests take no lock.
/// </remarks>
internal sealed class RequestMemory(MemoryBudget budget, string tenant, EngineLimits limits) : IBodyMemory, IDisposable
{
    private const long Step = 64 << 10;

    // A connection needs about as much anyway. The number of connections limits it.
    private const long Free = 16 << 10;

    private long _used;
    private long _taken;

    /// <summary>The most bytes of one page, so that a tenant can read several pages at once.</summary>
    public long LargestPage => budget.TenantShare / 4;

    private long Counted => Math.Max(0, _used - Free);

    /// <summary>Reserves memory for the body, or for the items of its batch.</summary>
    /// <exception cref="ProblemException">The budget of the tenant or of the host is used up.</exception>
    /// <exception cref="BatchTooLargeException">The request alone needs more than one tenant may use.</exception>
    public void ReserveForBody(long bytes)
    {
        if (_used + bytes > budget.TenantShare)
        {
            throw new BatchTooLargeException(limits.MaxBatchItems, Math.Min(limits.MaxBodyBytes, budget.TenantShare));
        }

        Reserve(bytes);
    }

    /// <summary>Reserves memory for a response.</summary>
    /// <exception cref="ProblemException">The budget of the tenant or of the host is used up.</exception>
    public void Reserve(long bytes)
    {
        var missing = Missing(bytes);
        switch (missing == 0 ? MemoryGrant.Taken : budget.TryTake(tenant, missing))
        {
            case MemoryGrant.Taken:
                Add(bytes, missing);
                return;
            case MemoryGrant.TenantIsFull:
                throw new ProblemException(KnownProblems.MemoryFull(budget.TenantShare));
            default:
                throw new ProblemException(KnownProblems.HostMemoryFull());
        }
    }

    /// <summary>Counts memory that is in use already and cannot be refused.</summary>
    public void Count(long bytes)
    {
        var missing = Missing(bytes);
        if (missing > 0)
        {
            budget.Take(tenant, missing);
        }

        Add(bytes, missing);
    }

    /// <summary>Returns memory.</summary>
    public void Release(long bytes)
    {
        _used -= bytes;
        var excess = (_taken - Counted) / Step * Step;
        if (excess > 0)
        {
            _taken -= excess;
            budget.Return(tenant, excess);
        }
    }

    void IBodyMemory.Reserve(long bytes) => ReserveForBody(bytes);

    void IBodyMemory.Release(long bytes) => Release(bytes);

    public void Dispose() => Release(_used);

    private long Missing(long bytes) => Math.Max(0, (_used + bytes - Free - _taken + Step - 1) / Step * Step);

    private void Add(long bytes, long missing)
    {
        _used += bytes;
        _taken += missing;
    }
}
