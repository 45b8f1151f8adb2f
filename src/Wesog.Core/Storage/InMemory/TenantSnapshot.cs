using Wesog.Catalog;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Storage.InMemory;

/// <summary>An immutable snapshot of a tenant: its images and operations, which are always replaced together.</summary>
internal sealed record TenantSnapshot(ImageTree Images, OperationLog Operations)
{
    public static readonly TenantSnapshot Empty = new(ImageTree.Empty, OperationLog.Empty);

    public List<StoredImage> FindImages(IReadOnlyCollection<string> ids)
    {
        var found = new List<StoredImage>(ids.Count);
        foreach (var id in ids)
        {
            if (Images.Find(id) is { } image)
            {
                found.Add(image);
            }
        }

        return found;
    }

    public ImagePage ListImages(ImagePageRequest request)
    {
        var first = request.After is { } id ? Images.RankAfter(id) : 0;
        var rank = first + (int)Math.Min(request.Offset, Images.Count - first);
        var page = new ImagePageBuilder(request, Math.Min(request.Limit, Images.Count - rank));
        while (Images.SegmentFrom(rank) is { IsEmpty: false } segment)
        {
            foreach (var image in segment)
            {
                if (!page.TryAdd(image))
                {
                    return page.Build(Images.Count);
                }
            }

            rank += segment.Length;
        }

        return page.Build(Images.Count);
    }

    public IReadOnlyList<Operation> ListOperations(OperationQuery query, QueueView view) =>
        view.List(Operations.Before(query.Before ?? long.MaxValue), query);
}
