using Wesog.Catalog;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Core.Tests.StoreHistories;

/// <summary>A good store with a fault.</summary>
public sealed class PlantedStore(IImageStore inner, PlantedFault fault) : ForwardingStore(inner)
{
    private IReadOnlyList<StoredImage> _read = [];
    private int _reads;

    public override async ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        if (fault == PlantedFault.StaleReads && Interlocked.Increment(ref _reads) % 3 == 0)
        {
            return Volatile.Read(ref _read);
        }

        var images = await base.FindImagesAsync(tenant, ids, cancellationToken);
        Volatile.Write(ref _read, images);
        return images;
    }

    public override async ValueTask<ImagePage> ListImagesAsync(string tenant, long offset, int limit, CancellationToken cancellationToken)
    {
        var page = await base.ListImagesAsync(tenant, offset, limit, cancellationToken);
        if (fault == PlantedFault.TornLists)
        {
            Thread.Yield();
            return page with { Count = (await base.ListImagesAsync(tenant, 0, 1, cancellationToken)).Count };
        }

        return fault == PlantedFault.OrdersByCodeUnit
            ? page with { Images = [.. page.Images.OrderBy(image => image.Id, StringComparer.Ordinal)] }
            : page;
    }

    public override ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(
        string tenant, OperationQuery query, CancellationToken cancellationToken) => base.ListOperationsAsync(
            tenant, fault == PlantedFault.ListsTheBoundItself && query.Before < 100 ? query with { Before = query.Before + 1 } : query, cancellationToken);

    public override async ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var result = await base.CancelAsync(tenant, operationId, now, cancellationToken);
        return fault == PlantedFault.CancelsTwice && result.Outcome == CancelOutcome.AlreadyCanceled
            ? CancelResult.Canceled(result.Operation!)
            : result;
    }

    public override ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions terms, CommitLimits bounds, DateTimeOffset now, CancellationToken cancellationToken) => base.ClaimAsync(
            tenant, terms, fault == PlantedFault.ClaimsAnItemMore ? bounds with { Items = bounds.Items + 1 } : bounds, now, cancellationToken);

    public override async ValueTask<IReadOnlyList<Operation>?> TryAcceptAndRunAsync(
        IReadOnlyList<NewOperation> drafts,
        QueueLimits bounds,
        LeaseOptions terms,
        IReadOnlyCollection<string> imageIds,
        CommitDecision plan,
        CancellationToken cancellationToken)
    {
        if (fault == PlantedFault.RunsWithoutAPlace)
        {
            bounds = bounds with { Operations = Math.Max(bounds.Operations, 1) };
        }

        if (fault == PlantedFault.LostUpdates)
        {
            var images = await base.FindImagesAsync(drafts[0].Operation.Tenant, imageIds, cancellationToken);
            var given = plan;
            plan = _ => given(id => images.SingleOrDefault(image => image.Id == id));
            Thread.Yield();
        }

        return await base.TryAcceptAndRunAsync(drafts, bounds, terms, imageIds, plan, cancellationToken);
    }
}
