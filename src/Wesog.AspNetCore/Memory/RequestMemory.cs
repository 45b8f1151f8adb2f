using Wesog.AspNetCore.Problems;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.AspNetCore.Memory;

/// <summary>The memory of one request: its body, the items of its batch, and its response. Disposal returns all of it.</summary>
/// <remarks>
/// Takes memory from the budget in steps, and over HTTP/1.x the first bytes not at all, so that most calls and most requests take no lock.
/// </remarks>
/// <param name="budget">The memory of all requests.</param>
/// <param name="tenant">The tenant.</param>
/// <param name="limits">The limits of batches.</param>
/// <param name="isMultiplexed">Whether the request shares its connection with others.</param>
/// <param name="refusals">Counts and logs refusals; null for neither.</param>
internal sealed class RequestMemory(
    MemoryBudget budget, string tenant, EngineLimits limits, bool isMultiplexed = false, MemoryRefusals? refusals = null) : IBodyMemory, IDisposable
{
    private const long Step = 64 << 10;

    // What a small request needs. A connection needs about as much anyway, and the number of connections limits it.
    private const long Small = 16 << 10;

    private readonly long _free = isMultiplexed ? 0 : Small;

    private long _used;
    private long _taken;

    /// <summary>The most bytes of one page, so that a tenant can read several pages at once.</summary>
    public long LargestPage => budget.LargestShare / 4;

    /// <summary>The most bytes of the facets of one query, so that they and a page fit twice.</summary>
    public long LargestFacets => budget.LargestShare / 4;

    private long Counted => Math.Max(0, _used - _free);

    /// <summary>Reserves what a small request needs, where the number of connections does not limit it.</summary>
    /// <exception cref="ProblemException">The budget of the tenant or of the host is used up.</exception>
    public void ReserveForRequest() => Reserve(isMultiplexed ? Small : 0);

    /// <summary>Reserves memory for the body, or for the items of its batch.</summary>
    /// <exception cref="ProblemException">The budget of the tenant or of the host is used up.</exception>
    /// <exception cref="BatchTooLargeException">The request alone needs more than one tenant may use.</exception>
    public void ReserveForBody(long bytes)
    {
        if (_used + bytes > budget.LargestShare)
        {
            throw new BatchTooLargeException(limits.MaxBatchItems, Math.Min(limits.MaxBodyBytes, budget.LargestShare));
        }

        Reserve(bytes);
    }

    /// <summary>Reserves memory for a response.</summary>
    /// <exception cref="ProblemException">The budget of the tenant or of the host is used up.</exception>
    public void Reserve(long bytes)
    {
        var missing = Missing(bytes);
        var grant = missing == 0 ? MemoryGrant.Taken : budget.TryTake(tenant, missing);
        if (grant == MemoryGrant.Taken)
        {
            Add(bytes, missing);
            return;
        }

        refusals?.Record(grant);
        throw new ProblemException(grant == MemoryGrant.TenantIsFull ? KnownProblems.MemoryFull(budget.LargestShare) : KnownProblems.HostMemoryFull());
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

    private long Missing(long bytes) => Math.Max(0, (_used + bytes - _free - _taken + Step - 1) / Step * Step);

    private void Add(long bytes, long missing)
    {
        _used += bytes;
        _taken += missing;
    }
}
