namespace Wesog.Simulation.Tests.Running;

/// <summary>
/// How often what goes wrong. Each run has a weather of its own, in which some faults are frequent and others absent: faults
/// that are all equally rare hide what needs several of one kind.
/// </summary>
internal sealed class FaultProfile(SeededRandom dice, EventQueue agenda)
{
    private readonly double _unreached = dice.Pick(0, 0, 0.03, 0.15);
    private readonly double _answerLost = dice.Pick(0, 0, 0.03, 0.15);
    private readonly double _held = dice.Pick(0, 0, 0.02, 0.1);
    private readonly double _refused = dice.Pick(0, 0, 0.1, 0.4);
    private readonly double _later = dice.Pick(0, 0.2, 0.5);
    private bool _calm;

    /// <summary>How often something new is begun though something is under way.</summary>
    public double Bustle { get; } = dice.Pick(0.02, 0.05, 0.1, 0.2);

    /// <summary>How often time elapses though something can happen now: calls and timers are late.</summary>
    public double Delay { get; } = dice.Pick(0, 0.02, 0.1);

    /// <summary>Until when no call reaches the store.</summary>
    public TimeSpan DownUntil { get; set; }

    /// <summary>Nothing goes wrong any more.</summary>
    public void Calm() => _calm = true;

    public CallOutcome FateOf(bool canBeRefused, bool wasHeld, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested && dice.Chance(0.7))
        {
            return dice.Chance(0.6) ? CallOutcome.Canceled : CallOutcome.CanceledTooLate;
        }

        return _calm ? CallOutcome.Answered
            : agenda.Now < DownUntil || dice.Chance(_unreached) ? CallOutcome.Unreached
            : dice.Chance(_answerLost) ? CallOutcome.AnswerLost
            : !wasHeld && dice.Chance(_held) ? CallOutcome.Held
            : canBeRefused && dice.Chance(_refused) ? CallOutcome.Refused
            : dice.Chance(_later) ? CallOutcome.AnsweredLater
            : CallOutcome.Answered;
    }
}
