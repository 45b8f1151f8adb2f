using Wesog.Images;

namespace Wesog.Storage.InMemory;

/// <summary>
/// Finds images for a plan optimistically: if the first ones are all missing, as in an upload, it reports the others as missing
/// without a look-up. The insertion verifies this.
/// </summary>
/// <remarks>In a large tree a look-up costs about as much as the rest of the work for an image, because of cache misses.</remarks>
internal sealed class OptimisticReads(ImageTree images)
{
    private const int Probes = 8;

    private List<string>? _assumedMissing;
    private int _missing;
    private bool _anyFound;

    /// <summary>Whether any result was assumed.</summary>
    public bool Hope => _assumedMissing is not null;

    public StoredImage? Find(string id)
    {
        if (_missing == Probes && !_anyFound)
        {
            (_assumedMissing ??= []).Add(id);
            return null;
        }

        var image = images.Find(id);
        _missing += image is null ? 1 : 0;
        _anyFound |= image is not null;
        return image;
    }

    /// <summary>Returns whether the assumed results were right: all writes were additions, and the last ones are the ids that were assumed missing.</summary>
    public bool IsConsistentWith(IReadOnlyCollection<ImageWrite> writes, ImageTree written) =>
        _assumedMissing is null
        || (written.Count == images.Count + writes.Count
            && writes.Skip(writes.Count - _assumedMissing.Count).Select(write => write.Id).SequenceEqual(_assumedMissing));
}
