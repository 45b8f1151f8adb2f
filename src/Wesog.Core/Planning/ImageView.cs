using Wesog.Images;
using Wesog.Storage;

namespace Wesog.Planning;

/// <summary>
/// The images as the current operation sees them. Its own writes hide those of earlier operations of the work item, which hide the
/// images that the transaction read.
/// </summary>
/// <param name="find">Finds an image that the transaction read.</param>
/// <param name="expected">The approximate number of images that the first operation writes.</param>
internal sealed class ImageView(Func<string, StoredImage?> find, int expected)
{
    private Dictionary<string, StoredImage?> _kept = new(StringComparer.Ordinal);
    private Dictionary<string, StoredImage?> _current = new(expected, StringComparer.Ordinal);

    public StoredImage? Find(string id) =>
        _current.TryGetValue(id, out var image) || _kept.TryGetValue(id, out image) ? image : find(id);

    /// <summary>Whether the current operation wrote or deleted the image.</summary>
    public bool IsOfCurrentOperation(string id) => _current.ContainsKey(id);

    public void Write(string id, StoredImage? image) => _current[id] = image;

    /// <summary>Keeps the writes of the current operation and begins the next one.</summary>
    public void Keep()
    {
        if (_kept.Count == 0)
        {
            (_kept, _current) = (_current, _kept);
            return;
        }

        foreach (var (id, image) in _current)
        {
            _kept[id] = image;
        }

        _current.Clear();
    }

    /// <summary>Discards the writes of the current operation and begins the next one.</summary>
    public void Discard() => _current.Clear();

    /// <summary>Returns the net changes. An image that was added and deleted again is not a change.</summary>
    public IReadOnlyCollection<ImageWrite> NetWrites()
    {
        var writes = new List<ImageWrite>(_kept.Count);
        foreach (var (id, image) in _kept)
        {
            if (image is not null || find(id) is not null)
            {
                writes.Add(new(id, image));
            }
        }

        return writes;
    }
}
