using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Core.Tests.Model;

/// <summary>
/// A second implementation of <c>docs/specification.md</c>, section "Batches": a dictionary of records and a loop. It shares no code with the
/// planner.
/// </summary>
internal sealed class NaiveModel
{
    private Dictionary<string, NaiveImage> _images = [];

    public IReadOnlyDictionary<string, NaiveImage> Images => _images;

    /// <summary>Whether the submission is rejected before it is queued.</summary>
    public static bool Refuses(ModelOperation operation) => !operation.Subset && operation.Items.Any(item => ErrorOf(item) is not null);

    /// <summary>Executes an operation.</summary>
    public NaiveVerdict Apply(ModelOperation operation)
    {
        var images = _images.ToDictionary(p => p.Key, p => p.Value with { IsNewHere = false, IsWrittenHere = false });
        var errors = new List<(int, string)>();
        var skipped = new List<int>();
        for (var i = 0; i < operation.Items.Count; i++)
        {
            var outcome = ErrorOf(operation.Items[i]) ?? ApplyItem(images, operation.Items[i], operation.Strict);
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

    private static string ApplyItem(Dictionary<string, NaiveImage> images, ImageItem item, bool strict)
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
                return images.TryGetValue(change.Id, out var modified)
                    ? Write(images, modified, Modified(modified.Image, change))
                    : strict ? "id_missing" : "skipped";
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
        image = change.Keywords.IsSet ? image with { Keywords = change.Keywords.Value } : image;
        image = change.Nsfw.IsSet ? image with { Nsfw = change.Nsfw.Value } : image;
        image = change.Src.IsSet ? image with { Src = change.Src.Value! } : image;
        return change.Lang is { } lang ? image with { Lang = lang } : image;
    }

    // Each error code of the histories belongs to one member.
    private static string? FieldOf(string code) => code switch
    {
        "empty" or "invalid_text" => "id",
        "invalid_url" or "required" => "src",
        "too_long" => "title",
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
