using FsCheck;
using FsCheck.Fluent;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Core.Tests.Model;

/// <summary>Random histories over few ids, so that items of one batch and of several batches conflict.</summary>
internal static class Histories
{
    private static readonly Gen<string> Ids = Gen.Elements("a", "b", "c", "d", "é/ü");
    private static readonly Gen<string?> Titles = Gen.Elements(null, "", "one", "two \"quoted\"", "трус\nцы", "😀");
    private static readonly Gen<TextList?> Lists = Gen.Elements(null, TextList.Empty, ["x"], ["x", "y"]);
    private static readonly Gen<Language?> Langs = Gen.Elements<Language?>(null, null, Language.En, Language.Ru);
    private static readonly Gen<bool?> Flags = Gen.Elements<bool?>(null, true, false);

    private static readonly Gen<Image> Images =
        from id in Ids
        from title in Titles
        from keywords in Lists
        from lang in Langs
        from nsfw in Flags
        select new Image { Id = id, Src = $"http://x/{title?.Length}", Title = title, Keywords = keywords, Lang = lang, Nsfw = nsfw };

    private static readonly Gen<TextList> Entries = Gen.Elements<TextList>([], ["x"], ["y", "x"], ["y", "z", "y"]);

    private static readonly Gen<ListChange> ListChanges = Gen.OneOf(
        Gen.Constant(default(ListChange)),
        Lists.Select(list => (ListChange)list),
        from removed in Entries
        from added in Entries
        select (ListChange)ListEdit.Remove([.. removed]).Add([.. added]));

    private static readonly Gen<long?> Revisions = Gen.Frequency((5, Gen.Constant<long?>(null)), (1, Gen.Choose(1, 4).Select(revision => (long?)revision)));

    private static readonly Gen<ImagePrecondition?> Preconditions = Gen.Frequency(
        (8, Gen.Constant<ImagePrecondition?>(null)),
        (1, Gen.Elements<ImagePrecondition?>(new ImagePrecondition.Exists(), new ImagePrecondition.Absent(), new ImagePrecondition.HasTag(["1-none"]))));

    private static readonly Gen<ModelQuery> Queries =
        from condition in Gen.Elements<ModelQuery>([.. ModelQuery.Conditions])
        from expected in Gen.Frequency((3, Gen.Constant<int?>(null)), (1, Gen.Choose(0, 3).Select(count => (int?)count)))
        select condition with { ExpectedCount = expected };

    private static readonly Gen<ImageChange> Changes =
        from id in Ids
        from title in Changed(Titles)
        from keywords in ListChanges
        from nsfw in Changed(Flags)
        from src in Changed(Gen.Elements("https://y/1", "http://y/2"))
        from lang in Langs
        select new ImageChange { Id = id, Title = title, Keywords = keywords, Nsfw = nsfw, Src = src, Lang = lang };

    private static readonly Gen<ImageItem> GoodItems =
        from revision in Revisions
        from precondition in Preconditions
        from item in Gen.OneOf(
            Images.Select(ImageItem (image) => new ImageItem.Add(image)),
            Images.Select(ImageItem (image) => new ImageItem.Replace(image) { IfRevision = revision }),
            Changes.Select(ImageItem (change) => new ImageItem.Modify(change) { IfRevision = revision }),
            Ids.Select(ImageItem (id) => new ImageItem.Delete(id) { IfRevision = revision }))
        select item with { Precondition = precondition };

    /// <summary>Items with exactly one validation error each.</summary>
    private static readonly Gen<ImageItem> BadItems = Gen.Elements<ImageItem>(
        new ImageItem.Add(new() { Id = "", Src = "http://x/" }),
        new ImageItem.Add(new() { Id = "a", Src = "ftp://x/" }),
        new ImageItem.Replace(new() { Id = "b", Src = null! }),
        new ImageItem.Modify(new() { Id = "c", Title = new string('t', 1_001) }),
        new ImageItem.Delete("."));

    private static readonly Gen<ModelOperation> Batches =
        from strict in Gen.Elements(true, false)
        from subset in Gen.Elements(true, false)
        from urgent in Gen.Elements(true, false, false)
        from items in Gen.Frequency((12, GoodItems), (1, BadItems)).NonEmptyListOf()
        select new ModelOperation(strict, subset, urgent, [.. items.Take(12)]);

    private static readonly Gen<ModelOperation> Edits =
        from strict in Gen.Elements(true, false)
        from urgent in Gen.Elements(true, false, false)
        from query in Queries
        from item in Gen.OneOf(
            Changes.Select(ImageItem (change) => new ImageItem.Modify(change with { Id = null })), Gen.Constant<ImageItem>(new ImageItem.Delete("")))
        select new ModelOperation(strict, Subset: false, urgent, [item]) { Query = query };

    private static readonly Gen<ModelOperation> Operations = Gen.Frequency((6, Batches), (1, Edits));

    public static Gen<IReadOnlyList<ModelOperation>> All =>
        Operations.NonEmptyListOf().Select(IReadOnlyList<ModelOperation> (operations) => [.. operations.Take(20)]);

    /// <summary>Histories with one operation less or one item less.</summary>
    public static IEnumerable<IReadOnlyList<ModelOperation>> Shrink(IReadOnlyList<ModelOperation> history)
    {
        for (var i = 0; i < history.Count && history.Count > 1; i++)
        {
            yield return [.. history.Where((_, index) => index != i)];
        }

        for (var i = 0; i < history.Count; i++)
        {
            for (var k = 0; k < history[i].Items.Count && history[i].Items.Count > 1; k++)
            {
                var shorter = history[i] with { Items = [.. history[i].Items.Where((_, index) => index != k)] };
                yield return [.. history.Select((operation, index) => index == i ? shorter : operation)];
            }
        }
    }

    private static Gen<Optional<T>> Changed<T>(Gen<T> values) => Gen.OneOf(
        Gen.Constant(default(Optional<T>)), values.Select(value => new Optional<T>(value)));
}
