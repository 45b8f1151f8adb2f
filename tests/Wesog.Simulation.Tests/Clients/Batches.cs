using Wesog.Core.Tests.Model;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Simulation.Tests.Running;

namespace Wesog.Simulation.Tests.Clients;

/// <summary>
/// Creates small batches with few ids, so that they conflict, and edits by query. Some batches contain an invalid item. Some items expect a revision, as a
/// client does that has read the image.
/// </summary>
internal sealed class Batches(SimulationContext context)
{
    // Only with many matches some can fail and others not.
    private static readonly ModelQuery _all = ModelQuery.Conditions.Single(condition => condition.Formula == "has:id");
    private static readonly string[] _ids = ["a", "b", "c", "d"];

    private SeededRandom Random => context.Random;

    public ModelOperation Next(string tenant) => Random.Chance(0.15)
        ? New(Random.Chance(0.7) ? new ImageItem.Modify(Change(id: null)) : new ImageItem.Delete("")) with
        {
            Query = Random.Pick([_all, _all, .. ModelQuery.Conditions]) with { ExpectedCount = Random.Chance(0.3) ? Random.Below(3) : null },
        }
        : New([.. Enumerable.Range(0, Random.Between(1, Math.Min(4, context.Limits.Engine.MaxBatchItems - 1))).Select(_ => Item(tenant))]);

    private ModelOperation New(params IReadOnlyList<ImageItem> items) =>
        new(Strict: Random.Chance(0.6), Subset: Random.Chance(0.4), Urgent: Random.Chance(0.3), items);

    private ImageItem Item(string tenant)
    {
        var id = Random.Pick(_ids);
        return Random.Below(20) switch
        {
            0 => new ImageItem.Add(new() { Id = "a", Src = "ftp://x/" }),
            < 9 => new ImageItem.Add(Image(id)) { Precondition = Random.Chance(0.05) ? new ImagePrecondition.Absent() : null },
            < 12 => new ImageItem.Replace(Image(id)) { IfRevision = Revision(tenant, id) },
            < 16 => new ImageItem.Modify(Change(id)) { IfRevision = Revision(tenant, id), Precondition = Random.Chance(0.05) ? new ImagePrecondition.Exists() : null },
            _ => new ImageItem.Delete(id) { IfRevision = Revision(tenant, id) },
        };
    }

    private long? Revision(string tenant, string id) => Random.Below(8) switch
    {
        0 => Random.Between(1, 3),
        1 => context.Store[tenant].Images.GetValueOrDefault(id)?.Revision,
        _ => null,
    };

    private Image Image(string id) => new()
    {
        Id = id,
        Src = $"http://x/{Random.Below(9)}",
        Title = Title(),
        Keywords = Random.Pick<TextList?>(null, null, TextList.Empty, ["x"], ["x", "y"]),
    };

    private ImageChange Change(string? id) => new() { Id = id, Title = Title(), Nsfw = Random.Chance(0.5), Keywords = Keywords() };

    private ListChange Keywords() => Random.Below(6) switch
    {
        0 => default,
        1 => ListEdit.Remove(Random.Pick("x", "y")),
        2 => ListEdit.Remove("x").Add("y", "x"),
        _ => ListEdit.Add(Random.Pick("x", "y"), "z"),
    };

    private string? Title() => Random.Pick(null, "one", "two", "three");
}
