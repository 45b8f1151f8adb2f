namespace Wesog.StoreHistories.Steps;

/// <summary>What befalls a plan.</summary>
public enum PlanFate
{
    /// <summary>It plans.</summary>
    None,

    /// <summary>It throws.</summary>
    Throws,

    /// <summary>The lease runs out meanwhile.</summary>
    OutlivesItsLease,

    /// <summary>It finishes an operation that is not of the turn.</summary>
    FinishesAStranger,
}
