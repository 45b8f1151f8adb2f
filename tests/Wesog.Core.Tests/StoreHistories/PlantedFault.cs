namespace Wesog.Core.Tests.StoreHistories;

/// <summary>A fault that is planted in a store to see whether the histories find it.</summary>
public enum PlantedFault
{
    /// <summary>None: the store is as it is.</summary>
    None,

    /// <summary>Images are ordered by UTF-16 code unit.</summary>
    OrdersByCodeUnit,

    /// <summary>A claim takes an item more than the bound allows.</summary>
    ClaimsAnItemMore,

    /// <summary>A queue without a place runs an operation all the same. SQLite's did.</summary>
    RunsWithoutAPlace,

    /// <summary>A list of operations holds the one before which it should end.</summary>
    ListsTheBoundItself,

    /// <summary>A call that cancels an operation which is canceled already is told that it did so.</summary>
    CancelsTwice,

    /// <summary>Now and then a read of images gives what the read before it gave.</summary>
    StaleReads,

    /// <summary>A page and the count of all are read one after the other.</summary>
    TornLists,

    /// <summary>A submission is planned on images that are not read in its transaction.</summary>
    LostUpdates,

    /// <summary>The decision of an inline commit is shown no image, as if all were new.</summary>
    AlwaysAbsent,
}
