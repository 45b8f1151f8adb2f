using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Core.Tests.StoreHistories;

/// <summary>A correct store with one planted fault.</summary>
public sealed class PlantedStore(IImageStore inner, PlantedFault fault) : ForwardingStore(inner)
{
    private const int MaxTurns = 100;

    private IReadOnlyList<StoredImage> _read = [];
    private int _reads;
    private int _running;
    private int _ended;

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

    public override async ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken)
    {
        if (fault is not (PlantedFault.TornLists or PlantedFault.OrdersByCodeUnit)
            && (fault != PlantedFault.MissesEmptyTitles || scan.Filter == ImageFilter.All))
        {
            await base.ScanImagesAsync(tenant, scan, cancellationToken);
            return;
        }

        var images = await ReadAllAsync();
        if (fault == PlantedFault.OrdersByCodeUnit)
        {
            images = [.. images.OrderBy(image => image.Id, StringComparer.Ordinal)];
        }

        var count = images.Count;
        if (fault == PlantedFault.MissesEmptyTitles)
        {
            images = [.. images.Where(image => image.ToImage().Title != "")];
        }

        if (fault == PlantedFault.TornLists)
        {
            AwaitOtherCommit(own: 0);
            count = (await ReadAllAsync()).Count;
        }

        scan.Begin(count);
        foreach (var image in images.SkipWhile(image => CodePointComparer.Instance.Compare(image.Id, scan.After ?? "") <= 0).Skip((int)Math.Min(scan.Offset, count)))
        {
            if (scan.Add(image) == ScanStep.Stop)
            {
                break;
            }
        }

        async Task<IReadOnlyList<StoredImage>> ReadAllAsync() =>
            (await Inner.ListImagesAsync(tenant, new() { Limit = int.MaxValue }, cancellationToken)).Images;
    }

    public override ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(
        string tenant, OperationQuery query, CancellationToken cancellationToken) => base.ListOperationsAsync(
            tenant, fault == PlantedFault.ListsTheBound && query.Before < 100 ? query with { Before = query.Before + 1 } : query, cancellationToken);

    public override async ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var result = await base.CancelAsync(tenant, operationId, now, cancellationToken);
        return fault == PlantedFault.CancelsTwice && result.Outcome == CancelOutcome.AlreadyCanceled
            ? CancelResult.Canceled(result.Operation!)
            : result;
    }

    public override ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken) => base.ClaimAsync(
            tenant, leaseOptions, fault == PlantedFault.ClaimsOneItemTooMany ? limits with { Items = limits.Items + 1 } : limits, now, cancellationToken);

    public override async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _running);
        try
        {
            return await base.CommitAsync(request is CommitRequest.Inline inline ? await PlantAsync(inline, cancellationToken) : request, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
            Interlocked.Increment(ref _ended);
        }
    }

    // On a busy machine one turn may not suffice for a commit that runs at the same time.
    private void AwaitOtherCommit(int own)
    {
        var ended = Volatile.Read(ref _ended);
        Thread.Yield();
        for (var turns = 0; turns < MaxTurns && Volatile.Read(ref _running) > own && Volatile.Read(ref _ended) == ended; turns++)
        {
            Thread.Yield();
        }
    }

    private async ValueTask<CommitRequest> PlantAsync(CommitRequest.Inline request, CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case PlantedFault.IgnoresZeroLimit:
                return request with { Limits = request.Limits with { Operations = Math.Max(request.Limits.Operations, 1) } };

            case PlantedFault.LostUpdates:
                var images = await base.FindImagesAsync(request.Tenant, request.ImageIds, cancellationToken);
                AwaitOtherCommit(own: 1);
                return request with { ExpectAbsent = false, Decide = _ => request.Decide(id => images.SingleOrDefault(image => image.Id == id)) };

            case PlantedFault.AlwaysAbsent:
                return request with { Decide = _ => request.Decide(_ => null) };

            default:
                return request;
        }
    }
}
