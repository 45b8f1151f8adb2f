using System.Threading.Channels;
using Wesog.Images;
using Wesog.Query.Matching;

namespace Wesog.Query.Execution;

/// <summary>Passes the images that match to a reader, in batches: the scan waits while the reader is slower.</summary>
internal sealed class ExportScan : ImageScan
{
    private const int ImagesPerTurn = 1_024;
    private const int BatchImages = 256;
    private const int BatchBytes = 1 << 20;

    private readonly ImageMatcher? _matcher;
    private readonly ChannelWriter<IReadOnlyList<StoredImage>> _reader;
    private readonly int _limit;
    private List<StoredImage> _batch = [];
    private int _batchBytes;
    private int _matches;
    private int _images;

    /// <param name="query">The query, which is valid.</param>
    /// <param name="after">The id after which the images begin; null for all.</param>
    /// <param name="reader">Takes the batches.</param>
    public ExportScan(ImageQuery query, string? after, ChannelWriter<IReadOnlyList<StoredImage>> reader)
        : base(query.Filter, ScanOrder.ById)
    {
        _matcher = query.Filter == ImageFilter.All ? null : ImageMatcher.Create(query.Filter);
        _reader = reader;
        _limit = query.Limit ?? int.MaxValue;
        After = after;
    }

    public override bool WaitsForReader => true;

    public override ScanStep Add(scoped in ScannedImage image)
    {
        if (_matches == _limit)
        {
            return ScanStep.Stop;
        }

        if (_matcher?.Matches(image) != false)
        {
            _batch.Add(image.ToImage());
            _batchBytes += image.Json.Length;
            _matches++;
        }

        var isFull = _batch.Count == BatchImages || _batchBytes >= BatchBytes;
        return ++_images % ImagesPerTurn == 0 || isFull ? ScanStep.Pause : ScanStep.Next;
    }

    public override async ValueTask ResumeAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count > 0)
        {
            var batch = _batch;
            (_batch, _batchBytes) = ([], 0);
            await _reader.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override void Reset()
    {
        _batch.Clear();
        (_batchBytes, _matches, _images) = (0, 0, 0);
    }
}
