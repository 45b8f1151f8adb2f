using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Wesog.Benchmarks.Samples;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Benchmarks;

/// <summary>
/// What it costs to bring a batch of 1,000 images into the engine's form, every rule checked, as a ratio to deserialising
/// the same JSON without any check.
/// </summary>
[MemoryDiagnoser]
public class ReadingABatch
{
    private const int Items = 1_000;
    private const string Tenant = "benchmark";
    private readonly byte[] _json = SampleImages.Json(Items);
    private readonly Image[] _objects = SampleImages.Objects(Items);
    private ImageEngine _engine = null!;

    [GlobalSetup]
    public async Task StartAsync() => _engine = await ImageEngine.StartNewAsync();

    [GlobalCleanup]
    public async Task StopAsync() => await _engine.DisposeAsync();

    [Benchmark(Baseline = true)]
    public object? Deserialise() => JsonSerializer.Deserialize(_json, PlainImageJson.Default.PlainImageArray);

    [Benchmark]
    public Task<CheckedBatch> FromJson() =>
        _engine.BatchReader.ReadAsync(new MemoryStream(_json), BatchForm.Array(ItemMethod.Add), SubmitOptions.Default);

    // Checked, encoded and judged against an empty store: the public road that stops before the queue.
    [Benchmark]
    public Task<Operation> FromObjects() => _engine.Operations.ValidateAsync(Tenant, new ImageBatch().Add(_objects));
}
