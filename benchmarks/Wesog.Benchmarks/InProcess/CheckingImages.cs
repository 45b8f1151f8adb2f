using BenchmarkDotNet.Attributes;
using Wesog.Benchmarks.Samples;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Benchmarks.InProcess;

/// <summary>
/// What it costs to bring a batch of 1,000 images into the engine's form, every rule checked, and to plan it, as a ratio to
/// deserialising the same JSON without any check.
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

    // Validates and encodes the batch, and plans it against an empty store. Queues nothing.
    [Benchmark]
    public async Task<Operation> ValidateObjects() => (await _engine.Operations.ValidateAsync(Tenant, _batch)).Operation.Succeeded();

    [Benchmark]
    public async Task<Operation> Plan() => (await _engine.Operations.ValidateAsync(Tenant, _read)).Operation.Succeeded();
}
