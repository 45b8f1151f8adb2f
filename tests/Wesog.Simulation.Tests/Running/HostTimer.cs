namespace Wesog.Simulation.Tests.Running;

/// <summary>A timer of a host. It fires when it is due or later.</summary>
internal sealed class HostTimer(EventQueue events, Host host, Action callback) : ITimer
{
    private Step? _next;
    private bool _disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        events.AssertOnSimulationThread($"{host} timer");
        Stop();
        if (!_disposed && dueTime != Timeout.InfiniteTimeSpan)
        {
            Schedule(events.Now + dueTime, period);
        }

        return !_disposed;
    }

    public void Dispose()
    {
        Stop();
        _disposed = true;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Schedule(TimeSpan due, TimeSpan period)
    {
        _next = new Step($"{host} timer", host, due, () =>
        {
            _next = null;
            if (period > TimeSpan.Zero)
            {
                Schedule(events.Now + period, period);
            }

            callback();
        });
        if (!host.IsDown)
        {
            events.Add(_next);
        }
    }

    private void Stop()
    {
        if (_next is not null)
        {
            events.Remove(_next);
            _next = null;
        }
    }
}
