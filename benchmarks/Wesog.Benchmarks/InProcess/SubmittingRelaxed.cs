using BenchmarkDotNet.Attributes;

namespace Wesog.Benchmarks.InProcess;

/// <summary>Relaxed operations beside deserialising the JSON of their images. Their adds may meet images that are there.</summary>
public class SubmittingRelaxed() : SubmittingImages(strict: false)
{
    [Benchmark]
    public Task Overwrite() => OverwriteAsync();
}
