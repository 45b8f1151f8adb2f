namespace Wesog.StoreHistories.Steps;

/// <summary>A fault of a decision.</summary>
public enum DecisionFault
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>The decision throws.</summary>
    Throws,

    /// <summary>The lease expires during the decision.</summary>
    LeaseExpires,

    /// <summary>The decision finishes an operation that is not part of the work item.</summary>
    FinishesUnclaimed,
}
