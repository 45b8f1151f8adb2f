using Wesog.Query;

namespace Wesog.MongoDB.Tests.Indexing;

/// <summary>Records the images that a store gives for a formula, tested or not.</summary>
internal sealed class FilterScan(string formula, ScanOrder order) : ImageScan(ImageFilter.Parse(formula), order)
{
    private readonly List<string> _ids = [];

    public IReadOnlyList<string> Ids => _ids;

    public string? From
    {
        init => After = value;
    }

    public bool IsExport { get; init; }

    public override bool WaitsForReader => IsExport;

    public override ScanStep Add(scoped in ScannedImage image)
    {
        _ids.Add(image.ToImage().Id);
        return ScanStep.Next;
    }

    protected override void Reset() => _ids.Clear();
}
