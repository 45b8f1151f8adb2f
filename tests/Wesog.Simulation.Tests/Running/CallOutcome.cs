namespace Wesog.Simulation.Tests.Running;

/// <summary>What becomes of a call to the store.</summary>
internal enum CallOutcome
{
    /// <summary>It takes effect and is answered.</summary>
    Answered,

    /// <summary>It takes effect, and its answer is under way for a while.</summary>
    AnsweredLater,

    /// <summary>It, or all its host, stands still for long, perhaps for longer than a lease lives; then it has one of the other fates.</summary>
    Held,

    /// <summary>It never reaches the store.</summary>
    Unreached,

    /// <summary>It takes effect, and its answer is lost.</summary>
    AnswerLost,

    /// <summary>Its caller has cancelled it, and it does not take effect.</summary>
    Canceled,

    /// <summary>Its caller has cancelled it, and it takes effect all the same.</summary>
    CanceledTooLate,

    /// <summary>It fails for a reason of its own, and does not take effect.</summary>
    Refused,
}
