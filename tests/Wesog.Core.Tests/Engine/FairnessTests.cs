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
        var (engine, gate) = await StartAsync();
        await using var _ = engine;
        for (var i = 0; i < 5_000; i++)
        {
            await engine.Operations.SubmitAsync("busy", Samples.Adds(itemsEach, $"o{i}-"), new() { Urgent = i % 2 == 0 });
        }

        var single = await engine.Operations.SubmitAsync("small", Samples.Adds("a"));
        gate.Open();
        await engine.Operations.WaitAsync("small", single.Operation.Id, Timeout.InfiniteTimeSpan);

        // The group that was claimed while no one else waited, and at most one visit's quantum besides.
        Assert.InRange(gate.ItemsBefore("small"), 0, (itemsEach * 100) + 100);
    }

    [Fact]
    public async Task Tenants_that_wait_get_equal_shares_of_items()
    {
        var (engine, gate) = await StartAsync();
        await using var _ = engine;
        var last = new List<Submission>();
        foreach (var (tenant, operations, items) in new[] { ("singles", 3_000, 1), ("dozens", 250, 12), ("thousands", 3, 1_000) })
        {
            Submission? submission = null;
            for (var i = 0; i < operations; i++)
            {
                submission = await engine.Operations.SubmitAsync(tenant, Samples.Adds(items, $"o{i}-"));
            }

            last.Add(submission!);
        }

        gate.Open();
        foreach (var submission in last)
        {
            await engine.Operations.WaitAsync(submission.Operation.Tenant, submission.Operation.Id, Timeout.InfiniteTimeSpan);
        }

        // While all three wait, no two may be further apart than the largest operation and a quantum.
        Assert.All(gate.Served(untilOneIsDoneWith: 3_000), share => Assert.InRange(share.Max - share.Min, 0, 1_100));
    }

    private static async Task<(ImageEngine Engine, TurnCounter Gate)> StartAsync()
    {
        var gate = new TurnCounter(new InMemoryImageStore(TimeProvider.System));
        var options = new WesogOptions();
        options.Limits.ConcurrentTenants = 1;
        return (await ImageEngine.StartNewAsync(gate, options), gate);
    }

    /// <summary>Counts the items that each tenant's claims were given, in order, behind a gate.</summary>
    private sealed class TurnCounter(IImageStore inner) : GatedStore(inner)
    {
        private readonly List<(string Tenant, int Items)> _turns = [];

        public int ItemsBefore(string tenant)
        {
            lock (_turns)
            {
                return _turns.TakeWhile(turn => turn.Tenant != tenant).Sum(turn => turn.Items);
            }
        }

        public IEnumerable<(int Min, int Max)> Served(int untilOneIsDoneWith)
        {
            var served = new Dictionary<string, int>();
            lock (_turns)
            {
                foreach (var tenant in _turns.Select(turn => turn.Tenant))
                {
                    served[tenant] = 0;
                }

                // The first turn was claimed before the gate, when no one else waited.
                foreach (var (tenant, items) in _turns.Skip(1))
                {
                    served[tenant] += items;
                    if (served.Values.Max() >= untilOneIsDoneWith - 1_000)
                    {
                        yield break;
                    }

                    yield return (served.Values.Min(), served.Values.Max());
                }
            }
        }

        public override async ValueTask<WorkItem?> ClaimAsync(
            string tenant, LeaseOptions terms, CommitLimits bounds, DateTimeOffset now, CancellationToken cancellationToken)
        {
            var turn = await base.ClaimAsync(tenant, terms, bounds, now, cancellationToken);
            lock (_turns)
            {
                _turns.Add((tenant, turn?.Operations.Sum(claimed => claimed.Operation.Total) ?? 0));
            }

            return turn;
        }
    }
}
