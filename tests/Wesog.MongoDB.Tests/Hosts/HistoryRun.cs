using System.Collections.Concurrent;
using Wesog.Core.Tests.Model;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>Submits a history through hosts that die and pause at random, and waits until every operation has finished.</summary>
internal sealed class HistoryRun(TestDatabase database, HostHistory history, string prefix) : IAsyncDisposable
{
    private static readonly TimeSpan MoreThanALease = TimeSpan.FromSeconds(31);

    private readonly ManualTimeProvider _clock = new();
    private readonly ConcurrentBag<(Host Host, Task<Operation?> End)> _waits = [];
    private Fleet? _fleet;

    public Fleet Fleet => _fleet ??= new(database, _clock);

    public string Tenant(int index) => $"{prefix}-{index}";

    /// <summary>The submitted operations by tenant and number.</summary>
    public ConcurrentDictionary<string, ConcurrentDictionary<long, ModelOperation>> Submitted { get; } = [];

    public async Task RunAsync(int hosts)
    {
        await Fleet.StartAsync(hosts);
        await Task.WhenAll(history.Tenants.Select((operations, index) =>
            Task.Run(() => SubmitAsync(Tenant(index), operations, new(history.Seed + index), hosts))));
        await FinishAsync();
        await AssertWaitsCompleteAsync();
    }

    public ValueTask DisposeAsync() => Fleet.DisposeAsync();

#pragma warning disable CA5394 // A seeded generator makes runs repeatable.
    private async Task SubmitAsync(string tenant, IReadOnlyList<ModelOperation> operations, Random random, int hosts)
    {
        var numbers = Submitted.GetOrAdd(tenant, _ => []);
        foreach (var (index, operation) in operations.Index())
        {
            await InjectFaultAsync(random, hosts);
            var options = operation.Options with { Wait = random.Next(3) == 0, IdempotencyKey = $"{index}" };
            var number = await AcceptAsync(tenant, operation, options, random, hosts);
            Assert.True(numbers.TryAdd(number, operation), $"{tenant} has two operations {number}.");
            if (random.Next(2) == 0)
            {
                var waiter = await Fleet.AnyAsync(random.Next(hosts));
                _waits.Add((waiter, waiter.Engine.Operations.WaitAsync(tenant, number, Timeout.InfiniteTimeSpan)));
            }
        }
    }

    // A dead host sends no response: the caller repeats the call on another host, with the same key.
    private async Task<long> AcceptAsync(string tenant, ModelOperation operation, SubmitOptions options, Random random, int hosts)
    {
        while (true)
        {
            var host = await Fleet.AnyAsync(random.Next(hosts));
            try
            {
                return (await operation.SubmitAsync(host.Engine.Operations, tenant, options)).Operation.Id;
            }
            catch (HostDiedException)
            {
                Assert.True(host.Store.IsDead);
            }
        }
    }

    private async Task InjectFaultAsync(Random random, int hosts)
    {
        var host = await Fleet.AnyAsync(random.Next(hosts));
        switch (random.Next(12))
        {
            case < 3 when host != Fleet.First:
                host.Store.DieAt((DeathPoint)random.Next(1, 5));
                break;
            case < 6:
                host.Store.Pause(random.Next(2) == 0 ? HoldPoint.BeforeTransaction : HoldPoint.InPlan);
                break;
            case 6:
                _clock.Advance(MoreThanALease);
                break;
            case 7:
                host.Store.Resume();
                break;
        }
    }
#pragma warning restore CA5394

    // A pause lasts longer than a lease. Sweeps and heartbeats follow the clock. The clock advances less often the longer this
    // takes, so that not every lease expires on a slow machine.
    private async Task FinishAsync()
    {
        _clock.Advance(MoreThanALease);
        foreach (var host in Fleet.All.ToArray())
        {
            host.Store.Resume();
        }

        var (pause, begin) = (TimeSpan.FromMilliseconds(50), TimeProvider.System.GetTimestamp());
        while (await UnfinishedAsync() is > 0 and var unfinished)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < TimeSpan.FromSeconds(60), $"{unfinished} operations are still unfinished.");
            _clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(pause);
            pause = pause < TimeSpan.FromSeconds(1) ? pause * 1.5 : pause;
        }
    }

    private async Task<long> UnfinishedAsync()
    {
        var unfinished = new global::MongoDB.Bson.BsonDocument { { "unfinished", true } };
        return await database.Collection("operations").CountDocumentsAsync(unfinished);
    }

    private async Task AssertWaitsCompleteAsync()
    {
        foreach (var (host, end) in _waits.Where(wait => !wait.Host.Store.IsDead))
        {
            try
            {
                Assert.True((await end.WaitAsync(TimeSpan.FromSeconds(30)))?.IsFinished);
            }
            catch (HostDiedException)
            {
                Assert.True(host.Store.IsDead);
            }
        }
    }
}
