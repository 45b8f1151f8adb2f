using Wesog.Catalog;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;

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

    public async ValueTask ScanImagesAsync(ImageScan scan, CancellationToken cancellationToken)
    {
        scan.Begin(Images.Count);
        do
        {
            var cursor = new TreeCursor(Images, scan);
            while (cursor.Run(scan))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
                await scan.ResumeAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        while (scan.NeedsPass());
    }

    public IReadOnlyList<Operation> ListOperations(OperationQuery query, QueueView view) =>
        view.List(Operations.Before(query.Before ?? long.MaxValue), query);
}
