namespace Wesog.StoreHistories.Steps;

/// <summary>What befalls a decision.</summary>
public enum DecisionFate
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It throws.</summary>
    Throws,

    /// <summary>The lease runs out meanwhile.</summary>
    OutlivesItsLease,

    /// <summary>It finishes an operation that is not of the turn.</summary>
    FinishesAStranger,
}
