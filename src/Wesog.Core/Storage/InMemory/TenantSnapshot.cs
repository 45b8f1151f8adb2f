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

    public ImagePage ListImages(long offset, int limit)
    {
        var rank = (int)Math.Min(offset, Images.Count);
        var page = new List<StoredImage>(Math.Min(limit, Images.Count - rank));
        while (page.Count < limit && Images.SegmentFrom(rank + page.Count) is { IsEmpty: false } segment)
        {
            page.AddRange(segment[..Math.Min(segment.Length, limit - page.Count)]);
        }

        return new(page, Images.Count);
    }

    public IReadOnlyList<Operation> ListOperations(OperationQuery query, QueueView view) =>
        view.List(Operations.Before(query.Before ?? long.MaxValue), query);
}
