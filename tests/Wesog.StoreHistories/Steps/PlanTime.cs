using Wesog.Testing;

namespace Wesog.StoreHistories.Steps;

/// <summary>
/// The time for which a plan outlives its lease. It passes once, however often the plan runs, and where it does not run at all
/// it passes when the call is over: so the clocks of both sides agree after it.
/// </summary>
internal sealed class PlanTime(ManualTimeProvider clock, DecisionFate fate, TimeSpan time) : IDisposable
{
    private bool _isOver = fate != DecisionFate.OutlivesItsLease;

    public void Pass()
    {
        if (!_isOver)
        {
            _isOver = true;
            clock.Advance(time);
        }
    }

    public void Dispose() => Pass();
}
