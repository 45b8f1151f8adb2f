using Microsoft.Extensions.Logging;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Telemetry;

namespace Wesog.MongoDB.Hosts;

/// <summary>
/// Renews this host's registration three times per lifetime, and ends the sessions of hosts whose registration and leases have expired.
/// </summary>
internal sealed class HostMonitor(
    HostCollection hosts,
    HostRegistration registration,
    LeaseCollection leases,
    SessionTermination sessions,
    TimeSpan lifetime,
    TimeProvider timeProvider,
    ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    // The server has aborted the transactions itself by then.
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private readonly TimeSpan _interval = lifetime / 3;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Raised after the sessions of another host have ended, so that its work items can be taken over.</summary>
    public event Action? HostEnded;

    /// <summary>Checks the user's rights, and starts.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        registration.User = await sessions.ReadUserAsync(cancellationToken).ConfigureAwait(false);
        var known = await hosts.ListAsync(cancellationToken).ConfigureAwait(false);
        await sessions.CheckAsync(registration.User, known.Select(host => host.User), cancellationToken).ConfigureAwait(false);
        _running = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        var failures = 0;
        while (true)
        {
            var pause = _interval / 3;
            try
            {
                await registration.RenewAsync(stopping).ConfigureAwait(false);
                pause = await EndExpiredAsync(stopping).ConfigureAwait(false);
                failures = 0;
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                if (failures++ == 0)
                {
                    logger.HostNotRenewed(failure);
                }
            }

            await Task.Delay(pause, timeProvider, stopping).ConfigureAwait(false);
        }
    }

    /// <returns>The time to wait until the next check.</returns>
    private async Task<TimeSpan> EndExpiredAsync(CancellationToken cancellationToken)
    {
        var pause = _interval;
        var known = await hosts.ListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var host in known.Where(host => host.Id != registration.Id))
        {
            // A host that still renews a lease is alive, even without a registration.
            var remaining = host.Remaining > TimeSpan.Zero
                ? host.Remaining
                : await leases.RemainingAsync(host.Owners, cancellationToken).ConfigureAwait(false);
            if (remaining <= TimeSpan.Zero)
            {
                await EndAsync(host, cancellationToken).ConfigureAwait(false);
            }
            else if (remaining < pause)
            {
                pause = remaining;
            }
        }

        return pause > ShortestPause ? pause : ShortestPause;
    }

    private async Task EndAsync(RegisteredHost host, CancellationToken cancellationToken)
    {
        var isEnded = await sessions.TryEndAsync(host.Sessions, host.User, registration.User, cancellationToken).ConfigureAwait(false);
        var isOver = isEnded || host.Remaining <= -Forgotten;
        if (isOver && await hosts.TryDeleteAsync(host, cancellationToken).ConfigureAwait(false) && isEnded)
        {
            logger.HostEnded(host.Id, host.Sessions.Count);
            HostEnded?.Invoke();
        }
    }
}
