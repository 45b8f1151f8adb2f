using System.Globalization;
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
            sum += CheckSubmitter(acknowledged, operations, images);
        }

        Require(images.Count == sum.Images && page.Count == sum.Images, $"{images.Count} images of {tenant}, {sum.Images} expected");
        Require(operations.Count == sum.Operations, $"{operations.Count} operations of {tenant} for {sum.Operations} steps");
        return sum;
    }

    // Requires numbers without a gap.
    private static async Task<List<Operation>> FinishAsync(ImageEngine engine, string tenant)
    {
        var operations = await engine.Operations.ListAsync(tenant, new() { Limit = int.MaxValue });
        Require(operations.Count == 0 || operations.Count == operations[0].Id, $"an operation of {tenant} is lost");
        var finished = new List<Operation>();
        foreach (var operation in operations.Reverse())
        {
            finished.Add(operation.IsFinished
                ? operation
                : (await engine.Operations.WaitAsync(tenant, operation.Id, TimeSpan.FromMinutes(1)))!);
        }

        return finished;
    }

    // Requires that each step was accepted once, in order, and ended as it must. By the definition of a step, each one then ran once and in order. The images
    // must be those that the steps leave.
    private static Findings CheckSubmitter(Acknowledgement acknowledged, List<Operation> operations, Dictionary<string, StoredImage> images)
    {
        var expected = new Dictionary<string, (Image Image, long Revision)>(StringComparer.Ordinal);
        var step = new Step(acknowledged.Submitter, 0);
        foreach (var operation in operations.Where(operation => operation.Label!.StartsWith($"{acknowledged.Submitter}-", StringComparison.Ordinal)))
        {
            step = step with { Number = step.Number + 1 };
            Require(operation.Label == step.Key, $"step {operation.Label} was accepted where step {step.Key} is due: one was lost or duplicated");
            Require(
                operation.State == step.End && operation.Query == step.Edit?.Formula,
                $"{operation}, for step {step.Key}: {string.Join(" ", operation.Errors)} {operation.Failure}");
            Require(step.Edit is not { } edit || operation.Total == edit.ExpectedCount, $"{operation} is an edit by query of {step.Edit?.ExpectedCount} images");
            step.Apply(expected);
        }

        foreach (var (id, (image, revision)) in expected)
        {
            var found = images.GetValueOrDefault(id);
            Require(
                found is not null && found.Revision == revision && found.ToImage() == image,
                $"image {id} must have revision {revision}: {image}. It has {found?.Revision.ToString(CultureInfo.InvariantCulture) ?? "none"}: {found?.ToImage()}");
        }

        Require(step.Number >= acknowledged.Number, $"step {acknowledged.Number} of submitter {acknowledged.Submitter} was acknowledged but is lost");
        Require(step.Number <= acknowledged.Number + 1, $"submitter {acknowledged.Submitter} has {step.Number} steps, {acknowledged.Number} acknowledged");
        return new(step.Number, expected.Count, step.Number - acknowledged.Number);
    }

    private static void Require(bool condition, string message) => CheckFailedException.ThrowIf(!condition, message);
}
