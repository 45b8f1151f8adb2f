using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

// The store lists the tenants with pending work, so that a restarted engine finds it.
public abstract partial class StoreConformance<THarness>
{
    /// <summary>Lists tenants with pending operations, and the number of them.</summary>
    [Fact]
    public async Task The_backlog_lists_tenants_with_pending_operations()
    {
        await AcceptAsync(SampleOperations.Add("a").For("one"));
        await AcceptAsync(SampleOperations.Add("a").For("one").Urgent());
        await AcceptAsync(SampleOperations.Add("a").For("two"));
        await AcceptAsync(SampleOperations.Add("a").For("canceled"));
        await Store.CancelAsync("canceled", 1, Now, default);
        await WriteAsync("finished", SamplePlans.Puts(SampleImages.Image("a")));

        await AssertBacklogsAsync(new("one", 2), new("two", 1));
    }

    /// <summary>Excludes the work item of a live lease. Includes that of an expired lease.</summary>
    [Fact]
    public async Task The_backlog_includes_operations_of_an_expired_lease()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("b"));
        await AcceptAsync(SampleOperations.Add("c"));
        var workItem = await ClaimAsync(limits: new(2, int.MaxValue, long.MaxValue));
        await AssertBacklogsAsync(new TenantBacklog(Tenant, 1));

        Clock.Advance(LeaseOptions.Duration);
        await AssertBacklogsAsync(new TenantBacklog(Tenant, 3));

        workItem = await ClaimAsync();
        await AssertBacklogsAsync();
        await Store.ReleaseAsync(workItem.Lease, default);
        await AssertBacklogsAsync(new TenantBacklog(Tenant, 3));
    }

    /// <summary>An empty store has no backlog and answers a ping.</summary>
    [Fact]
    public async Task An_empty_store_has_no_backlog()
    {
        await Store.ProbeAsync(0, default);

        await AssertBacklogsAsync();
    }

    /// <summary>A write probe of any size leaves nothing that reads show.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(1 << 20)]
    public async Task A_probe_leaves_no_visible_data(int bytes)
    {
        await AcceptAsync(SampleOperations.Add("a"));

        await Store.ProbeAsync(bytes, default);
        await Store.ProbeAsync(bytes, default);

        await AssertBacklogsAsync(new TenantBacklog(Tenant, 1));
        Assert.Single(await Store.ListOperationsAsync(Tenant, new(), default));
        Assert.Equal(0, (await Store.ListImagesAsync(Tenant, 0, 1, default)).Count);
        Assert.Equal(2, (await AcceptAsync(SampleOperations.Add("b"))).Id);
    }

    private async Task AssertBacklogsAsync(params TenantBacklog[] expected) =>
        Assert.Equal(expected, (await Store.ListBacklogsAsync(default)).OrderBy(backlog => backlog.Tenant, StringComparer.Ordinal));
}
