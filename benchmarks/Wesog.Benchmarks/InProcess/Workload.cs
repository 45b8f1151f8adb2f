using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Storage;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Benchmarks.InProcess;

/// <summary>Operations of one kind. Each round has new operations and its own images.</summary>
/// <param name="Size">The number of images in an operation.</param>
/// <param name="BatchOf">Creates the batch of an operation from its images.</param>
internal sealed record Workload(int Size, Func<IReadOnlyList<Image>, ImageBatch> BatchOf)
{
    private const string Tenant = "benchmark";

    /// <summary>Whether the ids are in random order. By default they increase, like accession numbers.</summary>
    public bool Random { get; init; }

    public SubmitOptions Options { get; init; } = SubmitOptions.Default;

    /// <summary>Stores the images that the operations require.</summary>
    public async Task StoreAsync(ImageEngine engine)
    {
        for (var round = 0; round < Costs.AllRounds; round++)
        {
            var required = ChunksOf(round)
                .SelectMany(images => images.Zip(BatchOf(images)))
                .Where(pair => pair.Second is not ImageItem.Add || !Options.Strict)
                .Select(pair => pair.First)
                .ToArray();
            if (required.Length > 0)
            {
                await engine.SucceedAsync(Tenant, SampleBatches.Add(required));
            }
        }
    }

    /// <summary>The operations of a round, and the JSON of their images.</summary>
    public (ImageBatch[] Batches, byte[][] Bodies) Prepare(int round)
    {
        var chunks = ChunksOf(round);
        return ([.. chunks.Select(BatchOf)], [.. chunks.Select(SampleImages.Json)]);
    }

    public async Task SubmitAsync(ImageEngine engine, ImageBatch[] batches)
    {
        foreach (var batch in batches)
        {
            await engine.SucceedAsync(Tenant, batch, Options);
        }
    }

    private Image[][] ChunksOf(int round) =>
        [.. (Random ? StorageImages.Objects(new(round), Costs.Images) : SampleImages.Objects(round * Costs.Images, Costs.Images)).Chunk(Size)];
}
