using BenchmarkDotNet.Attributes;
using Wesog.Benchmarks.Samples;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Benchmarks.InProcess;

/// <summary>
/// Measures an operation from submit to finish, with the in-memory store. The baseline deserialises the JSON of its images.
/// Operations that cannot be repeated run in pairs, in which the second reverts the first; the figures are per operation.
/// </summary>
[MemoryDiagnoser]
public abstract class SubmittingImages
{
    private readonly SubmitOptions _options;
    private byte[] _json = null!;
    private ImageBatch _adds = null!;
    private ImageBatch _deletions = null!;
    private ImageBatch _replacements = null!;
    private ImageBatch _modifications = null!;
    private ImageBatch _mix = null!;
    private ImageBatch _mixBack = null!;
    private ImageEngine _engine = null!;

    private protected SubmittingImages(bool strict) => _options = new() { Strict = strict };

    [Params(1, 10, 1_000, 10_000)]
    public int Images { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
    {
        var images = SampleImages.Objects(Images);
        _json = SampleImages.Json(images);
        (_adds, _deletions) = (SampleBatches.Add(images), SampleBatches.Delete(images));
        (_replacements, _modifications) = (SampleBatches.Replace(images), SampleBatches.Modify(images));
        (_mix, _mixBack) = (SampleBatches.Mix(images), SampleBatches.MixBack(images));
        _engine = await ImageEngine.StartNewAsync();
        await SubmitAsync("stored", _adds);
        await SubmitAsync("mixed", _adds);
        await _engine.SucceedAsync("mixed", _mixBack, new() { Strict = false });
    }

    [GlobalCleanup]
    public async Task StopAsync() => await _engine.DisposeAsync();

    [Benchmark(Baseline = true)]
    public Task Deserialise() => Baselines.DeserialiseAsync(_json);

    [Benchmark(OperationsPerInvoke = 2)]
    public async Task AddThenDelete()
    {
        await SubmitAsync("empty", _adds);
        await SubmitAsync("empty", _deletions);
    }

    [Benchmark]
    public Task Replace() => SubmitAsync("stored", _replacements);

    [Benchmark]
    public Task Modify() => SubmitAsync("stored", _modifications);

    [Benchmark(OperationsPerInvoke = 2)]
    public async Task MixThenMixBack()
    {
        await SubmitAsync("mixed", _mix);
        await SubmitAsync("mixed", _mixBack);
    }

    private protected Task OverwriteAsync() => SubmitAsync("stored", _adds);

    private async Task SubmitAsync(string tenant, ImageBatch batch) => await _engine.SucceedAsync(tenant, batch, _options);
}
