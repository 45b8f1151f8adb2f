using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Wesog.AspNetCore.Hosting;

/// <summary>The stop of the host: whether it has begun, and until when a request may wait.</summary>
/// <remarks>
/// The web server aborts the requests that still run at the end of <see cref="HostOptions.ShutdownTimeout"/>. Waits therefore end after
/// half of it, so that they are answered, and the hosted services that stop after the web server have the other half.
/// </remarks>
internal sealed class HostShutdown : IDisposable
{
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _waits;
    private readonly CancellationTokenRegistration _registration;

    public HostShutdown(IHostApplicationLifetime lifetime, IOptions<HostOptions> host, TimeProvider timeProvider)
    {
        (_lifetime, _timeout) = (lifetime, host.Value.ShutdownTimeout);
        _waits = new(Timeout.InfiniteTimeSpan, timeProvider);
        _registration = lifetime.ApplicationStopping.UnsafeRegister(static shutdown => ((HostShutdown)shutdown!).LimitWaits(), this);
    }

    /// <summary>Whether the host is stopping. New writes are then refused.</summary>
    public bool IsStopping => _lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Is cancelled when the waits of requests must end.</summary>
    public CancellationToken EndOfWaits => _waits.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _waits.Dispose();
    }

    private void LimitWaits()
    {
        if (_timeout != Timeout.InfiniteTimeSpan)
        {
            _waits.CancelAfter(_timeout / 2);
        }
    }
}
