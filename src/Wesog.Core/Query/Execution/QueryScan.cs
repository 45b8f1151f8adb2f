using System.Text;
using Wesog.Images;
using Wesog.Query.Matching;
using Wesog.Query.Sorting;

namespace Wesog.Query.Execution;

/// <summary>Runs a query: tests each image, and collects a page, the count and the facets.</summary>
internal sealed class QueryScan : ImageScan
{
    // After so many images other calls run.
    private const int ImagesPerTurn = 1_024;

    private readonly ReaderBuffers _buffers = new();
    private readonly ImageQuery _query;
    private readonly ImageMatcher? _matcher;
    private readonly SortKey? _start;
    private readonly bool _needsAll;
    private readonly FacetCounter[] _facets;
    private readonly TopImages _top;
    private readonly SkippedImages? _skipped;
    private SortKey? _after;
    private long _offset;
    private long _matches;
    private int _images;
    private bool _isFirstPass;

    /// <param name="query">The query, which is valid.</param>
    /// <param name="start">The place after which the page begins; null for the first page.</param>
    public QueryScan(ImageQuery query, SortKey? start)
        : base(query.Filter, OrderOf(query))
    {
        _query = query;
        _start = start;
        _matcher = query.Filter == ImageFilter.All ? null : ImageMatcher.Create(query.Filter);
        _facets = [.. query.Facets.Select(facet => new FacetCounter(facet))];
        _top = new(query.PageLimit, query.MaxBytes, query.IsDescending);
        _skipped = Order == ScanOrder.Any && query.Offset > 0 ? new(query.Offset, query.IsDescending) : null;
        _needsAll = NeedsAll(query);
        if (Order != ScanOrder.Any && !_needsAll)
        {
            After = start is { } place ? Encoding.UTF8.GetString(place.Id) : null;
            Offset = _matcher is null ? query.Offset : 0;
            MaxImages = _matcher is null ? query.PageLimit + 1L : null;
        }
    }

    public override ScanStep Add(scoped in ScannedImage image)
    {
        var reader = new ImageReader(image, _buffers);
        try
        {
            if (_matcher?.Matches(ref reader) == false)
            {
                return Turn();
            }

            if (_isFirstPass)
            {
                CountMatch(ref reader);
            }

            return Place(_query.Sort.PlaceOf(ref reader), image) ? Turn() : ScanStep.Stop;
        }
        finally
        {
            reader.Dispose();
        }
    }

    public override bool NeedsPass()
    {
        _isFirstPass = false;
        if (_skipped is null || _offset == 0)
        {
            return false;
        }

        _after = _skipped.EndPass();
        _offset = _skipped.Left;
        return _after is not null;
    }

    /// <summary>Returns the page.</summary>
    /// <param name="tenant">The tenant, to which the cursor of the next page belongs.</param>
    public ImageQueryPage ToPage(string tenant)
    {
        var hasMore = _top.HasMore;
        var (images, last) = _top.Take();
        return new(
            images,
            _query.CountsMatches ? (_matcher is null ? Count : _matches) : null,
            [.. _facets.Select(facet => facet.Top(_query.FacetLimit))],
            hasMore ? QueryCursor.Encode(tenant, _query, last!.Value) : null);
    }

    protected override void Reset()
    {
        _top.Clear();
        _skipped?.Clear();
        Array.ForEach(_facets, facet => facet.Clear());
        (_after, _offset, _matches, _images, _isFirstPass) = (_start, _query.Offset - Offset, 0, 0, true);
    }

    // In the order of ids only if it lets the scan end with its page, or skip images without keeping their places.
    private static ScanOrder OrderOf(ImageQuery query) =>
        query.Sort != ImageSort.Id || (NeedsAll(query) && query.Offset == 0) ? ScanOrder.Any
        : query.IsDescending ? ScanOrder.ByIdDescending
        : ScanOrder.ById;

    private static bool NeedsAll(ImageQuery query) => query.Facets.Count > 0 || (query.CountsMatches && query.Filter != ImageFilter.All);

    private void CountMatch(ref ImageReader image)
    {
        _matches++;
        var bytes = 0L;
        foreach (var facet in _facets)
        {
            facet.Add(ref image);
            bytes += facet.Bytes;
        }

        if (bytes > _query.MaxFacetBytes)
        {
            throw new TooManyFacetValuesException(_facets.MaxBy(facet => facet.Bytes)!.Facet, _query.MaxFacetBytes);
        }
    }

    // Returns false if no further image is needed.
    private bool Place(scoped in SortPlace place, scoped in ScannedImage image)
    {
        if (_after is { } after && place.CompareTo(after, _query.IsDescending) <= 0)
        {
            return true;
        }

        if (_offset > 0)
        {
            if (_skipped is not null)
            {
                _skipped.Add(place);
            }
            else
            {
                _offset--;
            }

            return true;
        }

        if (_top.Wants(place))
        {
            _top.Add(place.ToKey(), image);
        }

        return _needsAll || Order == ScanOrder.Any || !_top.HasMore;
    }

    private ScanStep Turn() => ++_images % ImagesPerTurn == 0 ? ScanStep.Pause : ScanStep.Next;
}
