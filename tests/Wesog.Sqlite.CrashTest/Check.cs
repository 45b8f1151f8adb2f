using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Sqlite.CrashTest;

/// <summary>Starts an engine on what a killed process left, lets it finish, and looks at all of it.</summary>
internal sealed class Check(string path)
{
    public string Path { get; } = path;

    public int Operations { get; private set; }

    public long Images { get; private set; }

    /// <summary>Operations that were accepted in a call that the kill cut short.</summary>
    public int Unacknowledged { get; private set; }

    /// <param name="last">The last acknowledged step of each submitter.</param>
    public async Task RunAsync(Acknowledgement[] last)
    {
        await using var engine = await ImageEngine.StartNewAsync(new SqliteImageStore(Path, TimeProvider.System));
        (Operations, Images) = (0, 0);
        foreach (var tenant in last.GroupBy(acknowledged => Submitters.TenantOf(acknowledged.Submitter)))
        {
            await CheckTenantAsync(engine, tenant.Key, [.. tenant]);
        }
    }

    private async Task CheckTenantAsync(ImageEngine engine, string tenant, Acknowledgement[] last)
    {
        var operations = await FinishAsync(engine, tenant);
        var images = (await engine.Images.ListAsync(tenant, 0, 100_000_000)).Images.ToDictionary(image => image.Id, StringComparer.Ordinal);
        var (steps, expected) = (0, 0);
        foreach (var acknowledged in last)
        {
            var (number, count) = CheckSubmitter(acknowledged, images);
            (steps, expected) = (steps + number, expected + count);
        }

        Require(images.Count == expected, $"{images.Count} images of {tenant}, {expected} by its steps");
        Require(operations == steps, $"{operations} operations of {tenant} for {steps} steps: one was doubled");
        Operations += operations;
        Images += images.Count;
    }

    // All operations, each succeeded: by what steps do, that means in order and once.
    private static async Task<int> FinishAsync(ImageEngine engine, string tenant)
    {
        var newest = await engine.Operations.ListAsync(tenant, new() { Limit = 1 });
        var count = newest.Count == 0 ? 0 : (int)newest[0].Id;
        for (var number = 1; number <= count; number++)
        {
            var operation = await engine.Operations.WaitAsync(tenant, number, TimeSpan.FromMinutes(1));
            Require(operation is not null, $"operation {number} of {tenant} is lost");
            Require(
                operation!.State == OperationState.Succeeded,
                $"operation {number} of {tenant} is {operation.State}: {string.Join(" ", operation.Errors)}");
        }

        return count;
    }

    private (int Steps, int Images) CheckSubmitter(
        Acknowledgement acknowledged, Dictionary<string, StoredImage> images)
    {
        var expected = 0;
        var step = new Step(acknowledged.Submitter, 1);
        for (; images.TryGetValue(step.MarkerId, out var marker); step = step with { Number = step.Number + 1 })
        {
            Require(step.ImageIds.All(images.ContainsKey), $"step {step.Key} is torn");
            expected += 1 + step.ImageIds.Count();
            var isLast = !images.ContainsKey((step with { Number = step.Number + 1 }).MarkerId);
            Require(marker.Revision == (isLast ? 1 : 2), $"the marker of step {step.Key} was written {marker.Revision} times");
        }

        var found = step.Number - 1;
        Require(found >= acknowledged.Number, $"step {acknowledged.Number} of submitter {acknowledged.Submitter} was acknowledged and is lost");
        Require(found <= acknowledged.Number + 1, $"submitter {acknowledged.Submitter} has {found} steps, {acknowledged.Number} acknowledged");
        Unacknowledged += found - acknowledged.Number;
        return (found, expected);
    }

    private static void Require(bool condition, string otherwise) => CheckFailedException.ThrowIf(!condition, otherwise);
}
