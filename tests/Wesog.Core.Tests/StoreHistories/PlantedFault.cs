namespace Wesog.Core.Tests.StoreHistories;

/// <summary>A fault that is planted in a store to test whether the histories find it.</summary>
public enum PlantedFault
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>Images are ordered by UTF-16 code unit.</summary>
    OrdersByCodeUnit,

    /// <summary>A claim takes one item more than the limit.</summary>
    ClaimsOneItemTooMany,

    /// <summary>An inline commit runs although the queue limit is zero operations.</summary>
    IgnoresZeroLimit,

    /// <summary>A list of operations includes its exclusive bound.</summary>
    ListsTheBound,

    /// <summary>A second cancellation of an operation reports that it cancelled the operation.</summary>
    CancelsTwice,

    /// <summary>Some reads of images return the result of the previous read.</summary>
    StaleReads,

    /// <summary>A query does not find images with an empty title.</summary>
    MissesEmptyTitles,

    /// <summary>A page and its total count are read one after the other.</summary>
    TornLists,

    /// <summary>An inline commit decides on images that were read outside its transaction.</summary>
    LostUpdates,

    /// <summary>The decision of an inline commit finds no image.</summary>
    AlwaysAbsent,
}
