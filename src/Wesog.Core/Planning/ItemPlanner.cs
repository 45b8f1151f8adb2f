using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Planning;

/// <summary>Applies one item to the images: the only implementation of the table "Strict and relaxed" of <c>docs/specification.md</c>.</summary>
internal readonly struct ItemPlanner(ImageView view, bool strict, DateTimeOffset now)
{
    public ItemVerdict Apply(BatchItem item)
    {
        var found = view.Find(item.ImageId);
        return (item.Method, found) switch
        {
            (ItemMethod.Add, null) => Create(item),
            (ItemMethod.Add, _) when strict => ItemVerdict.IdExists,
            (ItemMethod.Delete, null) => ItemVerdict.Skipped,
            (_, null) => strict ? ItemVerdict.IdMissing : ItemVerdict.Skipped,
            (ItemMethod.Delete, _) => Remove(item),
            (ItemMethod.Modify, { } image) => Rewrite(item, image, ImageMerger.Merge(image.Json.Span, item.Json.Span)),
            (_, { } image) => Rewrite(item, image, item.Json),
        };
    }

    private ItemVerdict Create(BatchItem item)
    {
        view.Write(item.ImageId, new(item.ImageId, item.Lang ?? Language.Es, revision: 1, now, now, item.Json));
        return ItemVerdict.Written;
    }

    // The revision counts operations, not items: a second write by the same operation keeps the revision.
    private ItemVerdict Rewrite(BatchItem item, StoredImage image, ReadOnlyMemory<byte> json)
    {
        var revision = view.IsOfCurrentOperation(item.ImageId) ? image.Revision : image.Revision + 1;
        var updatedAt = OperationTransitions.Latest(image.UpdatedAt, now);
        view.Write(item.ImageId, new(item.ImageId, item.Lang ?? image.Lang, revision, image.CreatedAt, updatedAt, json));
        return ItemVerdict.Written;
    }

    private ItemVerdict Remove(BatchItem item)
    {
        view.Write(item.ImageId, null);
        return ItemVerdict.Written;
    }
}
