using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Core.Tests.Model;

/// <summary>
/// A second implementation of <c>docs/specification.md</c>, section "Batches": a dictionary of records and a loop. It shares no code with the
/// planner.
/// </summary>
/// <param name="maxMatches">The most images that an edit by query may match.</param>
/// <param name="maxListEntries">The most entries of a list after an edit.</param>
internal sealed class NaiveModel(int maxMatches = 10_000, int maxListEntries = 1_000)
{
    private Dictionary<string, NaiveImage> _images = [];

    public IReadOnlyDictionary<string, NaiveImage> Images => _images;

    /// <summary>Whether the submission is rejected before it is queued.</summary>
    public static bool Refuses(ModelOperation operation) => !operation.Subset && operation.Items.Any(item => ErrorOf(item) is not null);

    /// <summary>Executes an operation.</summary>
    public NaiveVerdict Apply(ModelOperation operation)
    {
        var images = _images.ToDictionary(p => p.Key, p => p.Value with { IsNewHere = false, IsWrittenHere = false });
        if (operation.Query is { } query)
        {
            string[] ids = [.. images.Values.Where(image => query.Selects(image.Image)).Select(image => image.Image.Id).Order(StringComparer.Ordinal)];
            var failure = ids.Length > maxMatches ? "too_many_matches"
                : query.ExpectedCount is { } expected && expected != ids.Length ? "count_mismatch"
                : null;
            if (failure is not null)
            {
                return new(OperationState.Failed, ids.Length, 0, 0, [], [], "", failure);
            }

            operation = operation with { Items = [.. ids.Select(id => ForImage(operation.Items[0], id))] };
        }

        var errors = new List<(int, string)>();
        var skipped = new List<int>();
        for (var i = 0; i < operation.Items.Count; i++)
        {
            var outcome = ErrorOf(operation.Items[i]) ?? ConditionErrorOf(images, operation.Items[i], operation.Strict) ?? ApplyItem(images, operation.Items[i], operation.Strict);
            if (outcome == "skipped")
            {
                skipped.Add(i);
            }
            else if (outcome != "done")
            {
                errors.Add((i, outcome));
            }
        }

        var good = operation.Items.Count - errors.Count;
        var state = errors.Count == 0 ? OperationState.Succeeded
            : operation.Subset && good > 0 ? OperationState.Partial
            : OperationState.Failed;
        if (state != OperationState.Failed)
        {
            _images = images.ToDictionary(p => p.Key, p => p.Value with
            {
                Revision = p.Value.IsNewHere ? 1 : p.Value.Revision + (p.Value.IsWrittenHere ? 1 : 0),
            });
        }

        return new(state, good, errors.Count, skipped.Count, errors, skipped, NaiveVerdict.Describe(errors.Select(error => (error.Item2, FieldOf(error.Item2)))));
    }

    private static ImageItem ForImage(ImageItem item, string id) =>
        item is ImageItem.Modify { Change: var change } ? new ImageItem.Modify(change with { Id = id }) : new ImageItem.Delete(id);

    public static long? RevisionOf(ImageItem item) => item switch
    {
        ImageItem.Replace replace => replace.IfRevision,
        ImageItem.Modify modify => modify.IfRevision,
        ImageItem.Delete delete => delete.IfRevision,
        _ => null,
    };

    private static string? ConditionErrorOf(Dictionary<string, NaiveImage> images, ImageItem item, bool strict)
    {
        var id = item switch
        {
            ImageItem.Add add => add.Image.Id,
            ImageItem.Replace replace => replace.Image.Id,
            ImageItem.Modify modify => modify.Change.Id!,
            _ => ((ImageItem.Delete)item).Id,
        };
        var image = images.GetValueOrDefault(id);
        if (item.Precondition is ImagePrecondition.HasTag || (item.Precondition is ImagePrecondition.Exists && image is null)
            || (item.Precondition is ImagePrecondition.Absent && image is not null))
        {
            return "precondition_failed";
        }

        if (RevisionOf(item) is not { } expected)
        {
            return null;
        }

        var revision = image is null ? 0 : image.IsNewHere ? 1 : image.Revision + (image.IsWrittenHere ? 1 : 0);
        return expected == revision ? null : image is null && strict ? "id_missing" : "revision_mismatch";
    }

    private string ApplyItem(Dictionary<string, NaiveImage> images, ImageItem item, bool strict)
    {
        switch (item)
        {
            case ImageItem.Add { Image: var image }:
                if (!images.TryGetValue(image.Id, out var existing))
                {
                    images[image.Id] = new(image with { Lang = image.Lang ?? Language.Es }, 1, IsNewHere: true, IsWrittenHere: true);
                    return "done";
                }

                return strict ? "id_exists" : Write(images, existing, image with { Lang = image.Lang ?? Language.Es });
            case ImageItem.Replace { Image: var image }:
                return images.TryGetValue(image.Id, out var replaced)
                    ? Write(images, replaced, image with { Lang = image.Lang ?? Language.Es })
                    : strict ? "id_missing" : "skipped";
            case ImageItem.Modify { Change: var change }:
                if (!images.TryGetValue(change.Id!, out var modified))
                {
                    return strict ? "id_missing" : "skipped";
                }

                var after = Modified(modified.Image, change);
                return change.Keywords.Edit is not null && after.Keywords?.Count > maxListEntries ? "too_many" : Write(images, modified, after);
            default:
                return images.Remove(((ImageItem.Delete)item).Id) ? "done" : "skipped";
        }
    }

    private static string Write(Dictionary<string, NaiveImage> images, NaiveImage before, Image image)
    {
        images[image.Id] = before with { Image = image, IsWrittenHere = true };
        return "done";
    }

    private static Image Modified(Image image, ImageChange change)
    {
        image = change.Title.IsSet ? image with { Title = change.Title.Value } : image;
        image = change.Keywords.IsSet ? image with { Keywords = Edited(image.Keywords, change.Keywords) } : image;
        image = change.Nsfw.IsSet ? image with { Nsfw = change.Nsfw.Value } : image;
        image = change.Src.IsSet ? image with { Src = change.Src.Value! } : image;
        return change.Lang is { } lang ? image with { Lang = lang } : image;
    }

    private static TextList? Edited(TextList? before, ListChange change)
    {
        if (change.Edit is not { } edit)
        {
            return change.List;
        }

        List<string> entries = [.. before ?? []];
        entries.RemoveAll(edit.Removed.Contains);
        foreach (var entry in edit.Added)
        {
            if (!entries.Contains(entry))
            {
                entries.Add(entry);
            }
        }

        return before is null && edit.Added.Count == 0 ? null : TextList.From(entries);
    }

    // Each error code of the histories belongs to one member.
    private static string? FieldOf(string code) => code switch
    {
        "empty" or "invalid_text" => "id",
        "invalid_url" or "required" => "src",
        "too_long" => "title",
        "too_many" => "keywords",
        _ => null,
    };

    /// <summary>The validation error of an item, or null if it is valid.</summary>
    private static string? ErrorOf(ImageItem item) => item switch
    {
        ImageItem.Add { Image.Id: "" } => "empty",
        ImageItem.Add { Image.Src: "ftp://x/" } => "invalid_url",
        ImageItem.Replace { Image.Src: null } => "required",
        ImageItem.Modify { Change.Title.Value.Length: > 1_000 } => "too_long",
        ImageItem.Delete { Id: "." } => "invalid_text",
        _ => null,
    };
}
