using Microsoft.Extensions.Logging;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>Renews a lease every third of its duration while its work item is executed.</summary>
internal sealed class LeaseHeartbeat : IAsyncDisposable
{
    private readonly IOperationExecution _store;
    private readonly Lease _lease;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private int _renewing;

    public LeaseHeartbeat(IOperationExecution store, Lease lease, TimeProvider timeProvider, ILogger logger)
    {
        (_store, _lease, _logger) = (store, lease, logger);
        var interval = lease.Options.Duration / 3;
        _timer = timeProvider.CreateTimer(static beat => _ = ((LeaseHeartbeat)beat!).BeatAsync(), this, interval, interval);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    // A failed renewal needs no action: if the lease is lost or the store is unavailable, the commit of the work item fails too.
    private async Task BeatAsync()
    {
        if (Interlocked.Exchange(ref _renewing, 1) == 1)
        {
            return;
        }

        try
        {
            await _store.RenewAsync(_lease, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is StoreUnavailableException or StoreDamagedException)
        {
            // MonitoredStore logs it.
        }
        catch (Exception failure)
        {
            _logger.LeaseNotRenewed(failure, _lease.Tenant);
        }
        finally
        {
            Volatile.Write(ref _renewing, 0);
        }
    }
}
