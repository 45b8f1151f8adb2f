namespace Wesog.Simulation.Tests.Running;

/// <summary>
/// The rates of faults. Each run has its own profile, in which some faults are frequent and others absent, because uniformly
/// rare faults would hide failures that need several faults of one kind.
/// </summary>
internal sealed class FaultProfile(SeededRandom random, EventQueue events)
{
    private readonly double _notReceived = random.Pick(0, 0, 0.03, 0.15);
    private readonly double _responseLost = random.Pick(0, 0, 0.03, 0.15);
    private readonly double _delayed = random.Pick(0, 0, 0.02, 0.1);
    private readonly double _failed = random.Pick(0, 0, 0.1, 0.4);
    private readonly double _outOfMemory = random.Pick(0, 0, 0, 0.01, 0.05);
    private readonly double _responseDelayed = random.Pick(0, 0.2, 0.5);
    private bool _disabled;

    /// <summary>The probability of a new action while steps are ready.</summary>
    public double ActionRate { get; } = random.Pick(0.02, 0.05, 0.1, 0.2);

    /// <summary>The probability that time elapses while steps are ready, which delays calls and timers.</summary>
    public double DelayRate { get; } = random.Pick(0, 0.02, 0.1);

    /// <summary>The end of the outage, during which no call reaches the store.</summary>
    public TimeSpan OutageUntil { get; set; }

    /// <summary>Stops injecting faults.</summary>
    public void Disable() => _disabled = true;

    public CallOutcome NextOutcome(bool canFail, bool wasDelayed, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested && random.Chance(0.7))
        {
            return random.Chance(0.6) ? CallOutcome.Canceled : CallOutcome.CanceledTooLate;
        }

        return _disabled ? CallOutcome.Completed
            : events.Now < OutageUntil || random.Chance(_notReceived) ? CallOutcome.NotReceived
            : random.Chance(_responseLost) ? CallOutcome.ResponseLost
            : random.Chance(_outOfMemory) ? (random.Chance(0.5) ? CallOutcome.OutOfMemory : CallOutcome.OutOfMemoryTooLate)
            : !wasDelayed && random.Chance(_delayed) ? CallOutcome.Delayed
            : canFail && random.Chance(_failed) ? CallOutcome.Failed
            : random.Chance(_responseDelayed) ? CallOutcome.ResponseDelayed
            : CallOutcome.Completed;
    }
}
