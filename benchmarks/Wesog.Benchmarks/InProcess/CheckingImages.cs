using BenchmarkDotNet.Attributes;
using Wesog.Benchmarks.Samples;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Benchmarks.InProcess;

/// <summary>
/// Measures the cost to read, validate and plan a batch of 1,000 images. The baseline deserialises the same JSON without
/// validation.
/// </summary>
[MemoryDiagnoser]
public class CheckingImages
{
    private const int Items = 1_000;
    private const string Tenant = "benchmark";
    private readonly byte[] _json = SampleImages.Json(Items);
    private readonly Image[] _objects = SampleImages.Objects(Items);
    private ImageBatch _batch = null!;
    private ValidatedBatch _read = null!;
    private ImageEngine _engine = null!;

    [GlobalSetup]
    public async Task StartAsync()
    {
        _engine = await ImageEngine.StartNewAsync();
        _batch = SampleBatches.Add(_objects);
        _read = await ReadJson();
    }

    [GlobalCleanup]
    public async Task StopAsync() => await _engine.DisposeAsync();

    [Benchmark(Baseline = true)]
    public Task Deserialise() => Baselines.DeserialiseAsync(_json);

    [Benchmark]
    public Task PutIntoDictionary() => Baselines.PutIntoDictionaryAsync(_objects);

    [Benchmark]
    public Task<ValidatedBatch> ReadJson() =>
        _engine.BatchReader.ReadAsync(new MemoryStream(_json), BatchForm.Array(ItemMethod.Add), SubmitOptions.Default);

    // Validates, encodes and plans the batch against an empty store, without an operation.
    [Benchmark]
    public async Task<Operation> ValidateObjects() => (await _engine.Operations.ValidateAsync(Tenant, _batch)).Operation.Succeeded();

    [Benchmark]
    public async Task<Operation> Plan() => (await _engine.Operations.ValidateAsync(Tenant, _read)).Operation.Succeeded();
}
