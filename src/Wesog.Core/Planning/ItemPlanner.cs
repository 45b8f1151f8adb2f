using System.Globalization;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Planning;

/// <summary>
/// Applies one item to the images: the only implementation of the table "Strict and relaxed", and of the preconditions, of
/// <c>docs/specification.md</c>.
/// </summary>
internal readonly struct ItemPlanner(ImageView view, bool strict, int maxListEntries, DateTimeOffset now)
{
    private static readonly ItemFault _idExists = new(ErrorCodes.IdExists);
    private static readonly ItemFault _idMissing = new(ErrorCodes.IdMissing);

    public ItemVerdict Apply(BatchItem item)
    {
        var found = view.Find(item.ImageId);
        if ((item.Precondition is not null || item.IfRevision is not null) && PreconditionFaultOf(item, found) is { } fault)
        {
            return fault;
        }

        return (item.Method, found) switch
        {
            (ItemMethod.Add, null) => Create(item),
            (ItemMethod.Add, _) when strict => _idExists,
            (ItemMethod.Delete, null) => ItemVerdict.Skipped,
            (_, null) => strict ? _idMissing : ItemVerdict.Skipped,
            (ItemMethod.Delete, _) => Remove(item),
            (ItemMethod.Modify, { } image) => Modify(item, image),
            (_, { } image) => Rewrite(item, image, item.Json),
        };
    }

    private ItemFault? PreconditionFaultOf(BatchItem item, StoredImage? found)
    {
        if (item.Precondition is { } precondition && !Holds(precondition, found))
        {
            return new(ErrorCodes.PreconditionFailed, found is null ? "precondition_failed.missing" : precondition is ImagePrecondition.Absent ? "precondition_failed.exists" : "precondition_failed");
        }

        // A deletion of a missing image is not skipped if it expects a revision.
        return item.IfRevision is not { } expected || found?.Revision == expected ? null
            : found is not null ? new(ErrorCodes.RevisionMismatch, ErrorCodes.RevisionMismatch, Expected: Text(expected), Actual: Text(found.Revision))
            : strict ? _idMissing
            : new(ErrorCodes.RevisionMismatch, "revision_mismatch.missing", Expected: Text(expected));
    }

    private static bool Holds(ImagePrecondition precondition, StoredImage? image) => precondition switch
    {
        ImagePrecondition.HasTag { Tags: var tags } => image is not null && tags.Contains(ImageTag.Of(image)),
        ImagePrecondition.Absent => image is null,
        _ => image is not null,
    };

    private ItemVerdict Modify(BatchItem item, StoredImage image) =>
        ImageMerger.TryMerge(image.Json, item.Json, maxListEntries, out var merged) is { } overflow
            ? new ItemFault(ErrorCodes.TooMany, "too_many.edit", overflow.Member.Name, Text(maxListEntries), Text(overflow.Count))
            : Rewrite(item, image, merged);

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

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
