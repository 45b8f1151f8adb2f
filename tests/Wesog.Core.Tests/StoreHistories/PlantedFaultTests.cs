using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Wesog.Storage.InMemory;
using Wesog.StoreHistories;
using Wesog.StoreHistories.Concurrent;
using Wesog.StoreHistories.Running;
using Wesog.Testing;

namespace Wesog.Core.Tests.StoreHistories;

/// <summary>Tests the histories themselves: they find each planted fault within a few cases.</summary>
public sealed class PlantedFaultTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(PlantedFault.OrdersByCodeUnit)]
    [InlineData(PlantedFault.ClaimsOneItemTooMany)]
    [InlineData(PlantedFault.IgnoresZeroLimit)]
    [InlineData(PlantedFault.ListsTheBound)]
    [InlineData(PlantedFault.CancelsTwice)]
    [InlineData(PlantedFault.StaleReads)]
    [InlineData(PlantedFault.AlwaysAbsent)]
    [InlineData(PlantedFault.MissesEmptyTitles)]
    [InlineData(PlantedFault.LostUpdates, false)]
    public void Histories_find_the_fault(PlantedFault fault, bool isFound = true)
    {
        var found = Find(
            RandomHistories.All(restarts: false),
            History.Shrink,
            history =>
            {
                var clock = new ManualTimeProvider();
                return HistoryCheck.RunAsync(new(new PlantedStore(new InMemoryImageStore(clock), fault), clock), history);
            },
            maxCases: 1_500,
            seed: 1);

        // The last fault shows only if another call runs between its two reads, so only concurrent histories find it.
        Assert.Equal(isFound, found is not null);
        Assert.True(found is null || found.Steps.Count <= 8, $"Shrunk to {found} only.");
    }

    [Theory]
    [InlineData(PlantedFault.StaleReads)]
    [InlineData(PlantedFault.TornLists)]
    [InlineData(PlantedFault.LostUpdates)]
    public void Concurrent_histories_find_the_fault(PlantedFault fault) => Assert.NotNull(Find(
        ConcurrentHistories.All,
        _ => [],
        history => LinearizabilityCheck.RunAsync(new PlantedStore(new InMemoryImageStore(new ManualTimeProvider()), fault), history),
        maxCases: 1_000,
        seed: 1));

    // The shortest history that fails, or null if all pass.
    private T? Find<T>(Gen<T> histories, Func<T, IEnumerable<T>> shrink, Func<T, Task> check, int maxCases, ulong seed)
        where T : class
    {
        var (ran, first) = (0, 0);
        T? shortest = null;
        var config = Config.QuickThrowOnFailure.WithMaxTest(maxCases).WithQuietOnSuccess(true)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed, 1), FSharpOption<int>.None)));
        var property = Prop.ForAll(Arb.From(histories, shrink), history =>
        {
            ran++;
            try
            {
                Task.Run(() => check(history)).GetAwaiter().GetResult();
            }
            catch (HistoryException)
            {
                first = first == 0 ? ran : first;
                shortest = history;
                throw;
            }
        });
        try
        {
            Check.One(config, property);
        }
        catch (Exception) when (shortest is not null)
        {
            output.WriteLine($"Found by history {first}: {shortest}");
        }

        return shortest;
    }
}
