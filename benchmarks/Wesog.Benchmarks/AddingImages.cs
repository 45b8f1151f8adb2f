using BenchmarkDotNet.Attributes;
using Wesog.Benchmarks.Samples;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Benchmarks;

/// <summary>
/// What it costs to submit a batch of adds to the store in memory and wait for its end, as a ratio to putting the same
/// objects into a dictionary. The adds are relaxed, so that each run writes the same images and the store does not grow.
/// </summary>
[MemoryDiagnoser]
public class AddingImages
{
    private const string Tenant = "benchmark";
    private static readonly SubmitOptions _relaxed = new() { Strict = false, Wait = true };
    private readonly Dictionary<string, Image> _dictionary = [];
    private Image[] _objects = null!;
    private ImageEngine _engine = null!;

    [Params(1, 100, 1_000)]
    public int Items { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
    {
        _objects = SampleImages.Objects(Items);
        _engine = await ImageEngine.StartNewAsync();
    }

    [GlobalCleanup]
    public async Task StopAsync() => await _engine.DisposeAsync();

    [Benchmark(Baseline = true)]
    public int PutIntoDictionary()
    {
        foreach (var image in _objects)
        {
            _dictionary[image.Id] = image;
        }

        return _dictionary.Count;
    }

    [Benchmark]
    public async Task<Operation> SubmitAndWait()
    {
        var operation = await _engine.Operations.SubmitAndWaitAsync(Tenant, new ImageBatch().Add(_objects), _relaxed);
        return operation.State == OperationState.Succeeded
            ? operation
            : throw new InvalidOperationException($"The operation ended {operation.State}: there is nothing to measure.");
    }
}
