using Wesog.Testing;

namespace Wesog.StoreHistories.Steps;

/// <summary>
/// Advances the clock beyond the lease during a decision. It does so once, even if the decision runs several times, and on
/// dispose if the decision does not run, so that the clocks of the store and of the model stay equal.
/// </summary>
internal sealed class DecisionTime(ManualTimeProvider clock, DecisionFault fault, TimeSpan time) : IDisposable
{
    private bool _isOver = fault != DecisionFault.LeaseExpires;

    public void Elapse()
    {
        if (!_isOver)
        {
            _isOver = true;
            clock.Advance(time);
        }
    }

    public void Dispose() => Elapse();
}
