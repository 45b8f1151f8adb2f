using Wesog.Catalog;
using Wesog.Images;
using Wesog.Query;

namespace Wesog.Storage;

/// <summary>Collects a page of all images, ordered by id.</summary>
internal sealed class PageScan : ImageScan
{
    private readonly ImagePageRequest _request;
    private readonly List<StoredImage> _images = [];
    private long _bytes;
    private bool _hasMore;

    public PageScan(ImagePageRequest request)
        : base(ImageFilter.All, ScanOrder.ById)
    {
        _request = request;
        After = request.After;
        Offset = request.Offset;
        MaxImages = request.Limit + 1L;
    }

    public ImagePage Page => new(_images, Count, _hasMore);

    public override ScanStep Add(scoped in ScannedImage image)
    {
        var size = image.Json.Length;
        if (_images.Count == _request.Limit || (_images.Count > 0 && size > _request.MaxBytes - _bytes))
        {
            _hasMore = true;
            return ScanStep.Stop;
        }

        _images.Add(image.ToImage());
        _bytes += size;
        return ScanStep.Next;
    }

    protected override void Reset()
    {
        _images.Clear();
        _images.EnsureCapacity((int)Math.Min(Count, _request.Limit));
        (_bytes, _hasMore) = (0, false);
    }
}
