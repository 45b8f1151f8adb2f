using Microsoft.Extensions.Logging;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>Reads the change feed of a shared store while the engine runs, and reconnects with back-off when the feed ends.</summary>
internal sealed class ChangeFeedListener(IStoreChangeFeed store, ChangeFeedHandler handler, EngineClock clock, ILogger logger)
{
    // A feed that lasted this long counts as a success and resets the back-off.
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(10);

    private Task _tasks = Task.CompletedTask;

    public Task Completion => _tasks;

    public void Start(CancellationToken stopping) => _tasks = Task.Run(() => RunAsync(stopping), CancellationToken.None);

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await Task.WhenAll(RepeatAsync(stopping), handler.RunAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The engine stops.
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

            // While the feed cannot be opened, the engine resyncs on every attempt.
            handler.Handle(new StoreChange.ResyncRequired());
        }
    }

    // A feed that ends without an error is reopened like one that fails.
    private async Task WatchAsync(CancellationToken stopping)
    {
        Exception? failure = null;
        try
        {
            await foreach (var change in store.WatchAsync(stopping))
            {
                handler.Handle(change);
            }
        }
        catch (Exception caught)
        {
            failure = caught;
        }

        stopping.ThrowIfCancellationRequested();
        logger.ChangeFeedEnded(failure);
    }
}
