using Wesog.Query;
using Wesog.Query.Execution;
using Wesog.Storage;

namespace Wesog.Planning;

/// <summary>Finds the images of an edit by query, and decides what it does.</summary>
internal sealed class EditPlanner(IImageReads images, BatchPlanner planner, int maxItems)
{
    /// <summary>Returns the ids of the images that match now, and the plan that fails the edit because of their number; null if the number is allowed.</summary>
    /// <exception cref="InvalidQueryException">This version of the program does not know the formula.</exception>
    public async ValueTask<(IReadOnlyList<string> Ids, CommitPlan? Refusal)> FindAsync(ClaimedOperation.Intact edit, CancellationToken cancellationToken)
    {
        var scan = new MatchScan(ImageFilter.Parse(edit.Payload.Edit!.Formula), maxItems);
        await images.ScanImagesAsync(edit.Operation.Tenant, scan, cancellationToken).ConfigureAwait(false);
        return (scan.Ids, planner.TryRefuse(edit, scan.Matches));
    }

    /// <summary>Returns the commit of an edit under its lease. Only the holder of the lease writes images of the tenant, so those that match now also match then.</summary>
    public async ValueTask<CommitRequest.Claimed> PrepareAsync(Lease lease, ClaimedOperation.Intact edit, CancellationToken cancellationToken)
    {
        var (ids, refusal) = await FindAsync(edit, cancellationToken).ConfigureAwait(false);
        return refusal is not null
            ? new(lease, [], _ => refusal)
            : new(lease, ids, planner.Decide([BatchPlanner.Expand(edit, ids)]));
    }
}
