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
    public async Task As_many_tenants_as_the_setting_says_run_at_once(int tenants)
    {
        var store = new TurnMeter(new InMemoryImageStore(TimeProvider.System), tenants);
        var options = new WesogOptions();
        options.Limits.ConcurrentTenants = tenants;
        await using var engine = await ImageEngine.StartNewAsync(store, options);
        var submissions = new List<Submission>();
        for (var i = 0; i < 6; i++)
        {
            submissions.Add(await engine.Operations.SubmitAsync($"t{i}", Samples.Adds("a")));
        }

        foreach (var submission in submissions)
        {
            await engine.Operations.WaitAsync(submission.Operation.Tenant, submission.Operation.Id, Timeout.InfiniteTimeSpan);
        }

        Assert.Equal(tenants, store.Most);
    }

    /// <summary>Holds the first turns until as many are held at once as expected, and counts the most there ever were.</summary>
    private sealed class TurnMeter(IImageStore inner, int expected) : ForwardingStore(inner)
    {
        private readonly Lock _lock = new();
        private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _held;

        public int Most { get; private set; }

        public override async ValueTask<WorkItem?> ClaimAsync(
            string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
        {
            var turn = await base.ClaimAsync(tenant, leaseOptions, limits, now, cancellationToken);
            if (turn is not null)
            {
                lock (_lock)
                {
                    Most = Math.Max(Most, ++_held);
                    if (_held == expected)
                    {
                        _met.TrySetResult();
                    }
                }

                await _met.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, cancellationToken);
            }

            return turn;
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
