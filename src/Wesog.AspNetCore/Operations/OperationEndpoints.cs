using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Problems;
using Wesog.AspNetCore.Results;
using Wesog.AspNetCore.Routing;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.AspNetCore.Operations;

/// <summary>Handles GET /ops, and GET and DELETE /ops/{op_id}.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal sealed class OperationEndpoints(IImageOperationService operations, OperationWaits waits, OperationResults results)
{
    public async Task ListAsync(ApiRequest request)
    {
        var query = request.Query;
        var limit = (int)query.Number(KnownParameters.OperationLimit)!.Value;
        var wanted = FilterOf(query) with
        {
            // One more than the page has: if it exists, there is a next page.
            Limit = limit + 1,
            Before = query.Number(KnownParameters.Before),
        };

        // Reserved before the store reads, because what is read cannot be refused any more. Most operations list no error, so most of it is returned.
        var reserved = Math.Min(wanted.Limit * MemorySize.MostOfOperation(wanted.MaxErrors), request.Memory.LargestPage);
        request.Memory.Reserve(reserved);
        var found = await operations.ListAsync(request.Tenant, wanted, request.Aborted).ConfigureAwait(false);
        request.Memory.Count(found.Sum(MemorySize.Of));
        request.Memory.Release(reserved);
        if (found.Count > limit)
        {
            NextLink.Set(request, "/ops", KnownParameters.Before, KnownProblems.Text(found[limit - 1].Id));
        }

        await results.WriteAsync(request, found.Take(limit)).ConfigureAwait(false);
    }

    public async Task GetAsync(ApiRequest request)
    {
        var id = IdOf(request);
        var wait = request.Query.Number(KnownParameters.WaitSeconds)!.Value;
        var operation = wait == 0
            ? await operations.GetAsync(request.Tenant, id, request.Aborted).ConfigureAwait(false)
            : await waits.WaitAsync(request, id, TimeSpan.FromSeconds(wait)).ConfigureAwait(false);
        await results.WriteAsync(request, operation ?? throw NotFound(request)).ConfigureAwait(false);
    }

    public async Task CancelAsync(ApiRequest request)
    {
        var operation = await operations.CancelAsync(request.Tenant, IdOf(request), request.Aborted).ConfigureAwait(false)
            ?? throw NotFound(request);
        if (operation.State != OperationState.Canceled)
        {
            throw results.TooLate(operation);
        }

        await results.WriteAsync(request, operation).ConfigureAwait(false);
    }

    /// <summary>Cancels all pending operations that match.</summary>
    public async Task CancelManyAsync(ApiRequest request)
    {
        var filter = FilterOf(request.Query);
        if (!filter.HasFilter)
        {
            throw new ProblemException(KnownProblems.NoFilter([KnownParameters.PendingState, .. KnownParameters.OfOperations]));
        }

        await OperationResults.WriteCountAsync(request, await operations.CancelAsync(request.Tenant, filter, request.Aborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static OperationQuery FilterOf(RequestQuery query) => new()
    {
        States = [.. query.Choices(KnownParameters.State).Select(state => (OperationState)state)],
        Methods = [.. query.Choices(KnownParameters.Method).Select(method => (OperationMethod)method)],
        Label = query.Find(KnownParameters.LabelFilter),
        CreatedFrom = query.Moment(KnownParameters.CreatedFrom),
        CreatedBefore = query.Moment(KnownParameters.CreatedBefore),
        FinishedFrom = query.Moment(KnownParameters.FinishedFrom),
        FinishedBefore = query.Moment(KnownParameters.FinishedBefore),
    };

    private static long IdOf(ApiRequest request) =>
        Parameter.TryParse(request.Segment, out var id) && id is > 0 and <= KnownParameters.MaxNumber
            ? id
            : throw new ProblemException(KnownProblems.NotAnOperation(request.Segment));

    private static ProblemException NotFound(ApiRequest request) => new(KnownProblems.OperationNotFound(request.Segment));
}
