using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

// Finished operations are removed by age and by count, earliest finished first.
public abstract partial class StoreConformance<THarness>
{
    private const int All = int.MaxValue;

    /// <summary>Removes operations that finished before <c>FinishedBefore</c>. Keeps one that finished exactly then.</summary>
    [Fact]
    public async Task Old_operations_are_removed()
    {
        var start = Now;
        await FinishManyAsync(Tenant, 5);

        Assert.Equal(3, await Store.RemoveExpiredAsync(new(start.AddMinutes(3), All, 100), default));

        Assert.Equal([5, 4], await NumbersAsync(Tenant));
        Assert.Null(await Store.GetOperationAsync(Tenant, 3, default));
        Assert.Equal(0, await Store.RemoveExpiredAsync(new(start.AddMinutes(3), All, 100), default));
    }

    /// <summary>Keeps the last finished operations of each tenant.</summary>
    [Fact]
    public async Task The_last_finished_operations_are_kept()
    {
        await FinishManyAsync("one", 5);
        await FinishManyAsync("two", 2);

        Assert.Equal(2, await Store.RemoveExpiredAsync(new(DateTimeOffset.MinValue, 3, 100), default));

        Assert.Equal([5, 4, 3], await NumbersAsync("one"));
        Assert.Equal([2, 1], await NumbersAsync("two"));
    }

    /// <summary>Orders by finish time, not by number: an urgent operation finishes before older ones.</summary>
    [Fact]
    public async Task The_earliest_finished_operations_are_removed_first()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("b"));
        await AcceptAsync(SampleOperations.Add("c").Urgent());
        await FinishPendingAsync(Tenant);

        Assert.Equal(1, await Store.RemoveExpiredAsync(new(DateTimeOffset.MinValue, 2, 100), default));
        Assert.Equal([2, 1], await NumbersAsync(Tenant));
        Assert.Equal(1, await Store.RemoveExpiredAsync(new(DateTimeOffset.MinValue, 1, 100), default));
        Assert.Equal([2], await NumbersAsync(Tenant));
    }

    /// <summary>Keeps one clock state for all tenants. Each call gets the last one that it kept, at first an empty one.</summary>
    [Fact]
    public async Task The_clock_state_is_kept()
    {
        byte[] longest = [.. Enumerable.Range(0, RetentionPolicy.MaxClockStateBytes).Select(i => (byte)i)];
        Assert.Empty(await UpdateClockStateAsync(_ => longest));
        Assert.Equal(longest, await UpdateClockStateAsync(_ => new byte[] { 7 }));
        Assert.Equal((byte[])[7], await UpdateClockStateAsync(state => state));
        await FinishManyAsync(Tenant, 1);
        await Store.RemoveExpiredAsync(new(DateTimeOffset.MaxValue, 0, 100), default);

        Assert.Equal((byte[])[7], await UpdateClockStateAsync(state => state));
    }

    /// <summary>A call that removes operations updates the clock state too.</summary>
    [Fact]
    public async Task The_clock_state_is_updated_by_a_call_that_removes_operations()
    {
        await FinishManyAsync(Tenant, 2);

        var policy = new RetentionPolicy(DateTimeOffset.MaxValue, 0, 100) { UpdateClockState = _ => new byte[] { 1, 2 } };
        Assert.Equal(2, await Store.RemoveExpiredAsync(policy, default));

        Assert.Equal((byte[])[1, 2], await UpdateClockStateAsync(state => state));
    }

    /// <summary>Orders by finish time even if the clock was set back between two operations.</summary>
    [Fact]
    public async Task Retention_orders_by_finish_time()
    {
        await FinishManyAsync(Tenant, 1);
        var late = Now;
        Clock.SetUtcNow(late.AddMinutes(-10));
        await FinishManyAsync(Tenant, 1);

        Assert.Equal(1, await Store.RemoveExpiredAsync(new(late.AddMinutes(-5), All, 100), default));
        Assert.Equal([1], await NumbersAsync(Tenant));
    }

    /// <summary>A call removes at most the maximum count over all tenants, so that no call runs long.</summary>
    [Fact]
    public async Task A_call_removes_at_most_the_maximum_count()
    {
        await FinishManyAsync("one", 4);
        await FinishManyAsync("two", 3);
        var policy = new RetentionPolicy(DateTimeOffset.MaxValue, All, 3);

        Assert.Equal(3, await Store.RemoveExpiredAsync(policy, default));
        Assert.Equal(3, await Store.RemoveExpiredAsync(policy, default));
        Assert.Equal(1, await Store.RemoveExpiredAsync(policy, default));
        Assert.Equal(0, await Store.RemoveExpiredAsync(policy, default));

        Assert.Empty(await NumbersAsync("one"));
        Assert.Empty(await NumbersAsync("two"));
    }

    /// <summary>Removes cancelled operations like other finished ones.</summary>
    [Fact]
    public async Task Canceled_operations_are_removed()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await Store.CancelAsync(Tenant, 1, Now, default);

        Assert.Equal(1, await Store.RemoveExpiredAsync(new(DateTimeOffset.MaxValue, All, 100), default));
        Assert.Empty(await NumbersAsync(Tenant));
    }

    /// <summary>Unfinished operations are never removed or counted, whatever their age.</summary>
    [Fact]
    public async Task Unfinished_operations_are_never_removed()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("b"));
        var workItem = await ClaimAsync(limits: OneOperation);
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(0, await Store.RemoveExpiredAsync(new(DateTimeOffset.MaxValue, 0, 100), default));

        await FinishAsync(workItem);
        Assert.Equal(OperationState.Pending, (await GetAsync(2)).State);
    }

    /// <summary>Images remain after their operations are removed.</summary>
    [Fact]
    public async Task Images_are_kept()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("a")));

        Assert.Equal(1, await Store.RemoveExpiredAsync(new(DateTimeOffset.MaxValue, 0, 100), default));

        await AssertPresentAsync("a");
        Assert.Equal(1, (await Store.ListImagesAsync(Tenant, 0, 10, default)).Count);
    }

    private async Task FinishManyAsync(string tenant, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await AcceptAsync(SampleOperations.Add("a").For(tenant).CreatedAt(Now));
        }

        await FinishPendingAsync(tenant);
    }

    // Finishes the operations one by one, a minute apart.
    private async Task FinishPendingAsync(string tenant)
    {
        while (await Store.ClaimAsync(tenant, LeaseOptions, OneOperation, Now, default) is { } workItem)
        {
            await FinishAsync(workItem);
            Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private async Task<IEnumerable<long>> NumbersAsync(string tenant) =>
        (await Store.ListOperationsAsync(tenant, new(), default)).Select(operation => operation.Id);

    // Returns the state before the call.
    private async Task<byte[]> UpdateClockStateAsync(Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> update)
    {
        byte[] before = [];
        var policy = new RetentionPolicy(DateTimeOffset.MinValue, All, 100)
        {
            UpdateClockState = state =>
            {
                before = state.ToArray();
                return update(state);
            },
        };
        Assert.Equal(0, await Store.RemoveExpiredAsync(policy, default));
        return before;
    }
}
