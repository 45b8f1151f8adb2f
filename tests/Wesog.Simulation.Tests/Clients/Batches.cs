using Wesog.Core.Tests.Model;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Simulation.Tests.Running;

namespace Wesog.Simulation.Tests.Clients;

/// <summary>Small batches over few ids, so that they meet; now and then with an item that breaks the rules.</summary>
internal sealed class Batches(SeededRandom dice)
{
    private static readonly string[] _ids = ["a", "b", "c", "d"];

    public ModelOperation Next() => new(
        Strict: dice.Chance(0.6),
        Subset: dice.Chance(0.4),
        Urgent: dice.Chance(0.3),
        [.. Enumerable.Range(0, dice.Between(1, 4)).Select(_ => Item())]);

    private ImageItem Item() => dice.Below(20) switch
    {
        0 => new ImageItem.Add(new() { Id = "a", Src = "ftp://x/" }),
        < 9 => new ImageItem.Add(Image()),
        < 12 => new ImageItem.Replace(Image()),
        < 16 => new ImageItem.Modify(new() { Id = dice.Pick(_ids), Title = Title(), Nsfw = dice.Chance(0.5) }),
        _ => new ImageItem.Delete(dice.Pick(_ids)),
    };

    private Image Image() => new() { Id = dice.Pick(_ids), Src = $"http://x/{dice.Below(9)}", Title = Title() };

    private string? Title() => dice.Pick(null, "one", "two", "three");
}
