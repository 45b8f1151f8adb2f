using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

public class FairnessTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task A_backlog_of_5000_operations_delays_another_tenant_by_no_more_than_its_fair_share(int itemsEach)
    {
        var (engine, store) = await StartAsync();
        await using var _ = engine;
        for (var i = 0; i < 5_000; i++)
        {
            await engine.Operations.SubmitAsync("busy", TestBatches.Add(itemsEach, $"o{i}-"), new() { Urgent = i % 2 == 0 });
        }

        var single = await engine.Operations.SubmitAsync("small", TestBatches.Add("a"));
        store.Resume();
        await engine.Operations.WaitAsync("small", single.Operation.Id, Timeout.InfiniteTimeSpan);

        // The group that was claimed before another tenant waited, plus at most one quantum.
        Assert.InRange(store.ItemsBefore("small"), 0, (itemsEach * 100) + 100);
    }

    [Fact]
    public async Task Waiting_tenants_get_equal_shares_of_items()
    {
        var (engine, store) = await StartAsync();
        await using var _ = engine;
        var last = new List<Submission>();
        foreach (var (tenant, operations, items) in new[] { ("singles", 3_000, 1), ("dozens", 250, 12), ("thousands", 3, 1_000) })
        {
            Submission? submission = null;
            for (var i = 0; i < operations; i++)
            {
                submission = await engine.Operations.SubmitAsync(tenant, TestBatches.Add(items, $"o{i}-"));
            }

            last.Add(submission!);
        }

        store.Resume();
        foreach (var submission in last)
        {
            await engine.Operations.WaitAsync(submission.Operation.Tenant, submission.Operation.Id, Timeout.InfiniteTimeSpan);
        }

        // While all three wait, their shares differ by at most the largest operation plus one quantum.
        Assert.All(store.SharesUntil(oneTenantHas: 3_000), share => Assert.InRange(share.Max - share.Min, 0, 1_100));
    }

    private static async Task<(ImageEngine Engine, WorkItemCounter Store)> StartAsync()
    {
        var store = new WorkItemCounter(new InMemoryImageStore(TimeProvider.System));
        var options = new WesogOptions();
        options.Limits.ConcurrentTenants = 1;
        return (await ImageEngine.StartNewAsync(store, options), store);
    }

    /// <summary>Records the items of each claim in order.</summary>
    private sealed class WorkItemCounter(IImageStore inner) : PausedStore(inner)
    {
        private readonly List<(string Tenant, int Items)> _workItems = [];

        public int ItemsBefore(string tenant)
        {
            lock (_workItems)
            {
                return _workItems.TakeWhile(workItem => workItem.Tenant != tenant).Sum(workItem => workItem.Items);
            }
        }

        public IEnumerable<(int Min, int Max)> SharesUntil(int oneTenantHas)
        {
            var shares = new Dictionary<string, int>();
            lock (_workItems)
            {
                foreach (var tenant in _workItems.Select(workItem => workItem.Tenant))
                {
                    shares[tenant] = 0;
                }

                // The first work item was claimed before the store opened, when no other tenant waited.
                foreach (var (tenant, items) in _workItems.Skip(1))
                {
                    shares[tenant] += items;
                    if (shares.Values.Max() >= oneTenantHas - 1_000)
                    {
                        yield break;
                    }

                    yield return (shares.Values.Min(), shares.Values.Max());
                }
            }
        }

        public override async ValueTask<WorkItem?> ClaimAsync(
            string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
        {
            var workItem = await base.ClaimAsync(tenant, leaseOptions, limits, now, cancellationToken);
            lock (_workItems)
            {
                _workItems.Add((tenant, workItem?.Operations.Sum(claimed => claimed.Operation.Total) ?? 0));
            }

            return workItem;
        }
    }
}
