using Wesog.Images;
using Wesog.Query.Matching;

namespace Wesog.Query.Execution;

/// <summary>Counts the images that match, and collects the ids of the first ones, by id.</summary>
internal sealed class MatchScan : ImageScan
{
    private const int ImagesPerTurn = 1_024;

    private readonly ImageMatcher _matcher;
    private readonly int _maxIds;
    private readonly List<string> _ids = [];
    private int _images;

    /// <param name="filter">What the images must match.</param>
    /// <param name="maxIds">The most ids to collect.</param>
    public MatchScan(ImageFilter filter, int maxIds)
        : base(filter, ScanOrder.ById) => (_matcher, _maxIds) = (ImageMatcher.Create(filter), maxIds);

    /// <summary>The ids of the first images that match.</summary>
    public IReadOnlyList<string> Ids => _ids;

    /// <summary>The number of images that match.</summary>
    public int Matches { get; private set; }

    public override ScanStep Add(scoped in ScannedImage image)
    {
        if (_matcher.Matches(image) && Matches++ < _maxIds)
        {
            _ids.Add(image.ReadId());
        }

        return ++_images % ImagesPerTurn == 0 ? ScanStep.Pause : ScanStep.Next;
    }

    protected override void Reset()
    {
        _ids.Clear();
        (Matches, _images) = (0, 0);
    }
}
