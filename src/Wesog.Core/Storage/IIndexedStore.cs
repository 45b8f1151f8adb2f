namespace Wesog.Storage;

/// <summary>Tells how far the index of images is. A store that builds one in the background implements it.</summary>
public interface IIndexedStore
{
    /// <summary>
    /// How much of the images is in the index: 0 to 100; 100 also if only the newest are not, or if there is no index. Below 100, queries find the same and are
    /// slower.
    /// </summary>
    int IndexedPercent { get; }
}
