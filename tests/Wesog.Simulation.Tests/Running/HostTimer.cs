namespace Wesog.Simulation.Tests.Running;

/// <summary>A timer of a host. It fires when it is due, or whenever after that.</summary>
internal sealed class HostTimer(EventQueue agenda, Host host, Action callback) : ITimer
{
    private Step? _next;
    private bool _disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        agenda.AssertHere($"{host} timer");
        Stop();
        if (!_disposed && dueTime != Timeout.InfiniteTimeSpan)
        {
            Schedule(agenda.Now + dueTime, period);
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
                Schedule(agenda.Now + period, period);
            }

            callback();
        });
        if (!host.IsGone)
        {
            agenda.Add(_next);
        }
    }

    private void Stop()
    {
        if (_next is not null)
        {
            agenda.Remove(_next);
            _next = null;
        }
    }
}
