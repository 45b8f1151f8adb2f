using BenchmarkDotNet.Attributes;
using Wesog.Benchmarks.Samples;
using Wesog.Engine;
using Wesog.Operations;

namespace Wesog.Benchmarks.InProcess;

/// <summary>
/// Measures operations of a single image with concurrent submitters, for one or more tenants. The baseline is the same number
/// of tasks that deserialise one image each. The adds overwrite, so that the store does not grow.
/// </summary>
[MemoryDiagnoser]
public class SubmittingSingles
{
    private const int Operations = 6_400;
    private static readonly SubmitOptions _relaxed = new() { Strict = false };
    private readonly ImageBatch[] _batches = [.. SampleImages.Objects(Operations).Chunk(1).Select(SampleBatches.Add)];
    private readonly byte[][] _bodies = [.. SampleImages.Objects(Operations).Chunk(1).Select(SampleImages.Json)];
    private Crowd _crowd = null!;
    private ImageEngine _engine = null!;

    [Params(1, 8, 64)]
    public int Submitters { get; set; }

    [Params(1, 10, 1_000)]
    public int Tenants { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
    {
        _crowd = new(Submitters, Tenants);
        _engine = await ImageEngine.StartNewAsync();
    }

    [GlobalCleanup]
    public async Task StopAsync() => await _engine.DisposeAsync();

    [Benchmark(Baseline = true, OperationsPerInvoke = Operations)]
    public Task Deserialise() => _crowd.WorkAsync(Operations, (_, number) => Baselines.DeserialiseAsync(_bodies[number]));

    [Benchmark(OperationsPerInvoke = Operations)]
    public Task Submit() =>
        _crowd.WorkAsync(Operations, async (tenant, number) => await _engine.SucceedAsync(tenant, _batches[number], _relaxed));
}
