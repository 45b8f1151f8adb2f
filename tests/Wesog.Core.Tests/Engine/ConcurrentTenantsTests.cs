using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

public class ConcurrentTenantsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_configured_number_of_tenants_runs_concurrently(int tenants)
    {
        var store = new WorkItemMeter(new InMemoryImageStore(TimeProvider.System), tenants);
        var options = new WesogOptions();
        options.Limits.ConcurrentTenants = tenants;
        await using var engine = await ImageEngine.StartNewAsync(store, options);
        var submissions = new List<Submission>();
        for (var i = 0; i < 6; i++)
        {
            submissions.Add(await engine.Operations.SubmitAsync($"t{i}", TestBatches.Add("a")));
        }

        foreach (var submission in submissions)
        {
            await engine.Operations.WaitAsync(submission.Operation.Tenant, submission.Operation.Id, Timeout.InfiniteTimeSpan);
        }

        Assert.Equal(tenants, store.MaxHeld);
    }

    /// <summary>Holds work items until the expected number is held at once, and records the maximum.</summary>
    private sealed class WorkItemMeter(IImageStore inner, int expected) : ForwardingStore(inner)
    {
        private readonly Lock _lock = new();
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _held;

        public int MaxHeld { get; private set; }

        public override async ValueTask<WorkItem?> ClaimAsync(
            string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
        {
            var workItem = await base.ClaimAsync(tenant, leaseOptions, limits, now, cancellationToken);
            if (workItem is not null)
            {
                lock (_lock)
                {
                    MaxHeld = Math.Max(MaxHeld, ++_held);
                    if (_held == expected)
                    {
                        _reached.TrySetResult();
                    }
                }

                await _reached.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, cancellationToken);
            }

            return workItem;
        }

        public override async ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                _held--;
            }

            return await base.ReleaseAsync(lease, failedOperation, cancellationToken);
        }
    }
}
