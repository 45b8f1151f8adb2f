using System.Globalization;
using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;
using Wesog.Operations;

namespace Wesog.Benchmarks.InProcess;

/// <summary>Compares the rate of single strict adds by many submitters with one submitter, and for many tenants with one tenant.</summary>
internal static class CrowdSummary
{
    private const int Many = 64;

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        Crowd[] crowds = [new(1, 1), new(8, 1), new(Many, 1), new(Many, 10), new(Many, 1_000)];
        var costs = await Costs.MeasureAsync(
            round => SampleImages.Objects(round * Costs.Images, Costs.Images).Chunk(1).Select(SampleBatches.Add).ToArray(),
            [.. crowds.Select(crowd => AddsBy(crowd, engine))]);
        return
        [
            RatioOf("by 8 submitters, operations/s; baseline: 1 submitter", costs[1], costs[0]),
            RatioOf($"by {Many} submitters, operations/s; baseline: 1 submitter", costs[2], costs[0]),
            RatioOf($"by {Many} submitters for 10 tenants, operations/s; baseline: 1 tenant", costs[3], costs[2]),
            RatioOf($"by {Many} submitters for 1,000 tenants, operations/s; baseline: 1 tenant", costs[4], costs[2]),
        ];
    }

    // Each crowd has its own tenants, so that all crowds can add the same images.
    private static Func<ImageBatch[], Task> AddsBy(Crowd crowd, ImageEngine engine) => batches =>
        crowd.WorkAsync(batches.Length, async (tenant, number) => await engine.SucceedAsync(tenant, batches[number]));

    private static Ratio RatioOf(string what, Cost ours, Cost one) => new(
        $"single strict adds {what}", one.Seconds / ours.Seconds, null,
        string.Create(CultureInfo.InvariantCulture, $"{1 / ours.Seconds:N0}/s, {ours.Bytes:N0} B each; one {1 / one.Seconds:N0}/s, {one.Bytes:N0} B"));
}
