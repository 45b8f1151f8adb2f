using BenchmarkDotNet.Attributes;
using Wesog.Images;
using Wesog.Query;

namespace Wesog.Benchmarks.Queries;

/// <summary>Measures a scan of 10,000 images by a filter. The baseline reads the same JSON with <c>Utf8JsonReader</c>.</summary>
[MemoryDiagnoser]
public class ScanningImages
{
    private const int Images = 10_000;
    private readonly ImageFilter _equality = ImageFilter.Parse(QuerySummary.Equality);
    private readonly ImageFilter _words = ImageFilter.Parse(QuerySummary.Words);
    private readonly ImageFilter _phrase = ImageFilter.Parse(QuerySummary.Phrase);
    private readonly ImageFilter _several = ImageFilter.Parse(QuerySummary.Several);
    private IReadOnlyList<StoredImage> _images = [];

    [GlobalSetup]
    public async Task StoreAsync() => _images = await Scan.StoreAsync(Images);

    [Benchmark(Baseline = true)]
    public int Read() => Scan.Read(_images);

    [Benchmark]
    public int Equality() => Scan.Evaluate(_equality, _images);

    [Benchmark]
    public int WordsInAnyText() => Scan.Evaluate(_words, _images);

    [Benchmark]
    public int Phrase() => Scan.Evaluate(_phrase, _images);

    [Benchmark]
    public int SeveralConditions() => Scan.Evaluate(_several, _images);
}
