using Wesog.Images;
using Wesog.Storage;

namespace Wesog.Planning;

/// <summary>
/// The images as a turn sees them: what the transaction read, under what the turn's kept operations wrote, under what
/// the current operation has written so far.
/// </summary>
/// <param name="find">What the transaction read.</param>
/// <param name="expected">How many images the first operation writes, roughly.</param>
internal sealed class ImageView(Func<string, StoredImage?> find, int expected)
{
    private Dictionary<string, StoredImage?> _kept = new(StringComparer.Ordinal);
    private Dictionary<string, StoredImage?> _current = new(expected, StringComparer.Ordinal);

    public StoredImage? Find(string id) =>
        _current.TryGetValue(id, out var image) || _kept.TryGetValue(id, out image) ? image : find(id);

    /// <summary>Whether the image that is there now was written by the current operation.</summary>
    public bool IsOfCurrentOperation(string id) => _current.ContainsKey(id);

    public void Write(string id, StoredImage? image) => _current[id] = image;

    /// <summary>The current operation stands; the next one begins.</summary>
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

    /// <summary>The current operation leaves nothing; the next one begins.</summary>
    public void Discard() => _current.Clear();

    /// <summary>What is different in the end; an image that came and went again is no difference.</summary>
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
