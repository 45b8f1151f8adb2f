using BenchmarkDotNet.Attributes;

namespace Wesog.Benchmarks.InProcess;

/// <summary>Compares relaxed operations with deserialising the JSON of their images. Their adds may overwrite images.</summary>
public class SubmittingRelaxed() : SubmittingImages(strict: false)
{
    [Benchmark]
    public Task Overwrite() => OverwriteAsync();
}
