using Wesog.Core.Tests.Model;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Simulation.Tests.Running;

namespace Wesog.Simulation.Tests.Clients;

/// <summary>Creates small batches with few ids, so that they conflict. Some contain an invalid item.</summary>
internal sealed class Batches(SeededRandom random)
{
    private static readonly string[] _ids = ["a", "b", "c", "d"];

    public ModelOperation Next() => new(
        Strict: random.Chance(0.6),
        Subset: random.Chance(0.4),
        Urgent: random.Chance(0.3),
        [.. Enumerable.Range(0, random.Between(1, 4)).Select(_ => Item())]);

    private ImageItem Item() => random.Below(20) switch
    {
        0 => new ImageItem.Add(new() { Id = "a", Src = "ftp://x/" }),
        < 9 => new ImageItem.Add(Image()),
        < 12 => new ImageItem.Replace(Image()),
        < 16 => new ImageItem.Modify(new() { Id = random.Pick(_ids), Title = Title(), Nsfw = random.Chance(0.5) }),
        _ => new ImageItem.Delete(random.Pick(_ids)),
    };

    private Image Image() => new() { Id = random.Pick(_ids), Src = $"http://x/{random.Below(9)}", Title = Title() };

    private string? Title() => random.Pick(null, "one", "two", "three");
}
