using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Sqlite.CrashTest;

/// <summary>Starts an engine on the file of a killed process, waits until all operations have finished, and checks all data.</summary>
internal sealed class Check(string path)
{
    public string Path { get; } = path;

    /// <param name="last">The last acknowledged step of each submitter.</param>
    public async Task<Findings> RunAsync(Acknowledgement[] last)
    {
        await using var engine = await ImageEngine.StartNewAsync(new SqliteImageStore(Path, TimeProvider.System));
        var sum = new Findings(0, 0, 0);
        foreach (var tenant in last.GroupBy(acknowledged => Submitters.TenantOf(acknowledged.Submitter)))
        {
            sum += await CheckTenantAsync(engine, tenant.Key, [.. tenant]);
        }

        return sum;
    }

    private static async Task<Findings> CheckTenantAsync(ImageEngine engine, string tenant, Acknowledgement[] last)
    {
        var operations = await FinishAsync(engine, tenant);
        var page = await engine.Images.ListAsync(tenant, 0, 100_000_000);
        var images = page.Images.ToDictionary(image => image.Id, StringComparer.Ordinal);
        var sum = new Findings(0, 0, 0);
        foreach (var acknowledged in last)
        {
            sum += CheckSubmitter(acknowledged, images);
        }

        Require(images.Count == sum.Images && page.Count == sum.Images, $"{images.Count} images of {tenant}, {sum.Images} expected");
        Require(operations == sum.Operations, $"{operations} operations of {tenant} for {sum.Operations} steps: one was duplicated");
        return sum;
    }

    // Requires numbers without a gap and that every operation succeeded. By the definition of a step, each one then ran once and in order.
    private static async Task<int> FinishAsync(ImageEngine engine, string tenant)
    {
        var operations = await engine.Operations.ListAsync(tenant, new() { Limit = int.MaxValue });
        Require(operations.Count == 0 || operations.Count == operations[0].Id, $"an operation of {tenant} is lost");
        foreach (var operation in operations.Reverse())
        {
            var final = operation.IsFinished
                ? operation
                : await engine.Operations.WaitAsync(tenant, operation.Id, TimeSpan.FromMinutes(1));
            Require(
                final!.State == OperationState.Succeeded,
                $"operation {final.Id} of {tenant} is {final.State}: {string.Join(" ", final.Errors)}");
        }

        return operations.Count;
    }

    private static Findings CheckSubmitter(
        Acknowledgement acknowledged, Dictionary<string, StoredImage> images)
    {
        var expected = 0;
        var step = new Step(acknowledged.Submitter, 1);
        for (; images.TryGetValue(step.MarkerId, out var marker); step = step with { Number = step.Number + 1 })
        {
            Require(step.ImageIds.All(images.ContainsKey), $"step {step.Key} was written partially");
            expected += 1 + step.ImageIds.Count();
            var isLast = !images.ContainsKey((step with { Number = step.Number + 1 }).MarkerId);
            Require(marker.Revision == (isLast ? 1 : 2), $"the marker of step {step.Key} was written {marker.Revision} times");
        }

        var found = step.Number - 1;
        Require(found >= acknowledged.Number, $"step {acknowledged.Number} of submitter {acknowledged.Submitter} was acknowledged but is lost");
        Require(found <= acknowledged.Number + 1, $"submitter {acknowledged.Submitter} has {found} steps, {acknowledged.Number} acknowledged");
        return new(found, expected, found - acknowledged.Number);
    }

    private static void Require(bool condition, string message) => CheckFailedException.ThrowIf(!condition, message);
}
