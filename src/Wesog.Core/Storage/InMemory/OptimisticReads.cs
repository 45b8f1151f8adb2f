using Wesog.Images;

namespace Wesog.Storage.InMemory;

/// <summary>
/// Looks images up for a plan while that seems to pay: where the first of them are all missing, as those of an upload are,
/// it answers that the rest are missing too, and adding them shows whether that holds.
/// </summary>
/// <remarks>Among many images a look-up costs about as much as all else that is done for one: it finds nothing in the processor's caches.</remarks>
internal sealed class OptimisticReads(ImageTree images)
{
    private const int Probes = 8;

    private List<string>? _hoped;
    private int _missing;
    private bool _anyFound;

    /// <summary>Whether any answer is a hope only.</summary>
    public bool Hope => _hoped is not null;

    public StoredImage? Find(string id)
    {
        if (_missing == Probes && !_anyFound)
        {
            (_hoped ??= []).Add(id);
            return null;
        }

        var image = images.Find(id);
        _missing += image is null ? 1 : 0;
        _anyFound |= image is not null;
        return image;
    }

    /// <summary>Whether the answers were right: nothing but additions was written, the last of them what was hoped for.</summary>
    public bool IsConsistentWith(IReadOnlyCollection<ImageWrite> writes, ImageTree written) =>
        _hoped is null
        || (written.Count == images.Count + writes.Count
            && writes.Skip(writes.Count - _hoped.Count).Select(write => write.Id).SequenceEqual(_hoped));
}
