using Microsoft.Extensions.Logging;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>Hears the news of a store that several engines share, from start to stop, however often it breaks off.</summary>
internal sealed class ChangeFeedListener(IStoreChangeFeed store, ChangeFeedHandler desk, EngineClock clock, ILogger logger)
{
    // A watch that stood this long worked: its end is no failure in a row.
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(10);

    private Task _tasks = Task.CompletedTask;

    public Task Completion => _tasks;

    public void Start(CancellationToken stopping) => _tasks = Task.Run(() => RunAsync(stopping), CancellationToken.None);

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await Task.WhenAll(RepeatAsync(stopping), desk.LookAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end of the engine.
        }
    }

    private async Task RepeatAsync(CancellationToken stopping)
    {
        var backoff = new Backoff(clock);
        while (true)
        {
            var begin = clock.Provider.GetTimestamp();
            await WatchAsync(stopping);
            if (clock.Provider.GetElapsedTime(begin) >= Steady)
            {
                backoff.Reset();
            }

            await backoff.WaitAsync(stopping);

            // Where no watch can be begun, the engine looks for itself, as often as it tries.
            desk.Hear(new StoreChange.ResyncRequired());
        }
    }

    // However it ends, it is begun again: one that ends of itself leaves the engine as blind as one that fails.
    private async Task WatchAsync(CancellationToken stopping)
    {
        Exception? failure = null;
        try
        {
            await foreach (var news in store.WatchAsync(stopping))
            {
                desk.Hear(news);
            }
        }
        catch (Exception caught)
        {
            failure = caught;
        }

        stopping.ThrowIfCancellationRequested();
        logger.NewsBrokenOff(failure);
    }
}
