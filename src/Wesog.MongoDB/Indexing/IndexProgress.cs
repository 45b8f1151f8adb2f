namespace Wesog.MongoDB.Indexing;

/// <summary>How far the index is.</summary>
/// <param name="Images">The approximate number of images.</param>
/// <param name="Behind">The approximate number of images that are not in the index yet.</param>
internal sealed record IndexProgress(long Images, long Behind)
{
    // Testing so many images takes as long as finding a few by the index saves.
    private const long MaxTested = 50_000;

    /// <summary>How much of the images is in the index: 0 to 100; 100 also if only the newest are not.</summary>
    public int Percent => Behind <= MaxTested ? 100 : (int)(100 * Math.Max(0, Images - Behind) / Math.Max(Images, Behind));
}
