using Wesog.Operations;

namespace Wesog.Core.Tests.Model;

/// <summary>One submission of a random history.</summary>
internal sealed record ModelOperation(bool Strict, bool Subset, bool Urgent, IReadOnlyList<ImageItem> Items)
{
    public SubmitOptions Options => new() { Strict = Strict, Subset = Subset, Urgent = Urgent };

    public ImageBatch Batch => new(Items);

    public override string ToString() =>
        $"{(Strict ? "strict" : "relaxed")}{(Subset ? " subset" : "")}{(Urgent ? " urgent" : "")}\n    {string.Join("\n    ", Items.Select(Describe))}\n";

    private static string Describe(ImageItem item) => item switch
    {
        ImageItem.Add add => $"add {add.Image.Id} title={add.Image.Title} lang={add.Image.Lang} keywords={add.Image.Keywords}",
        ImageItem.Replace put => $"replace {put.Image.Id} title={put.Image.Title} lang={put.Image.Lang} keywords={put.Image.Keywords}",
        ImageItem.Modify patch => $"modify {patch.Change.Id} title={patch.Change.Title} lang={patch.Change.Lang} keywords={patch.Change.Keywords}",
        _ => item.ToString(),
    };
}
