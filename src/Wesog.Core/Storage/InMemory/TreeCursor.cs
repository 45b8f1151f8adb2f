using Wesog.Query;

namespace Wesog.Storage.InMemory;

/// <summary>Gives a scan the images of a tree, and remembers where it paused.</summary>
internal sealed class TreeCursor
{
    private readonly ImageTree _images;
    private readonly bool _isDescending;

    // Ascending the rank of the next image, descending that of the image before it.
    private int _rank;

    public TreeCursor(ImageTree images, ImageScan scan)
    {
        _images = images;
        _isDescending = scan.Order == ScanOrder.ByIdDescending;
        _rank = scan.After is not { } id ? (_isDescending ? images.Count : 0) : _isDescending ? images.RankOf(id) : images.RankAfter(id);
        _rank += _isDescending ? -(int)Math.Min(scan.Offset, _rank) : (int)Math.Min(scan.Offset, images.Count - _rank);
    }

    /// <summary>Gives the scan images until it pauses. Returns false if it needs no more.</summary>
    public bool Run(ImageScan scan)
    {
        while ((_isDescending ? _images.SegmentBefore(_rank) : _images.SegmentFrom(_rank)) is { IsEmpty: false } segment)
        {
            for (var i = 0; i < segment.Length; i++)
            {
                var step = scan.Add(_isDescending ? segment[^(i + 1)] : segment[i]);
                _rank += _isDescending ? -1 : 1;
                if (step != ScanStep.Next)
                {
                    return step == ScanStep.Pause;
                }
            }
        }

        return false;
    }
}
