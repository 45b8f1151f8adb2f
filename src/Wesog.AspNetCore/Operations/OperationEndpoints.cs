using Wesog.AspNetCore.Results;
using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Problems;
using Wesog.AspNetCore.Routing;
using Wesog.Operations;

namespace Wesog.AspNetCore.Operations;

/// <summary>GET /ops, GET and DELETE /ops/{op_id}.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal sealed class OperationEndpoints(IImageOperationService operations, OperationAnswers answers)
{
    private const int DefaultLimit = 100;

    public async Task ListAsync(ApiRequest request)
    {
        var query = request.Query;
        var limit = (int)(query.Number(KnownParameters.OperationLimit) ?? DefaultLimit);
        var wanted = new OperationQuery
        {
            // One more than is shown: whether it exists is whether there is a next page.
            Limit = limit + 1,
            Before = query.Number(KnownParameters.Before),
            State = (OperationState?)query.Choice(KnownParameters.State),
            Method = (OperationMethod?)query.Choice(KnownParameters.Method),
        };
        var found = await operations.ListAsync(request.Tenant, wanted, request.Aborted).ConfigureAwait(false);
        if (found.Count > limit)
        {
            NextLink.Set(request, "/ops", KnownParameters.Before, found[limit - 1].Id);
        }

        await answers.ShowAsync(request, found.Take(limit)).ConfigureAwait(false);
    }

    public async Task GetAsync(ApiRequest request)
    {
        var id = IdOf(request);
        var wait = request.Query.Number(KnownParameters.WaitSeconds) ?? 0;
        var operation = wait == 0
            ? await operations.GetAsync(request.Tenant, id, request.Aborted).ConfigureAwait(false)
            : await operations.WaitAsync(request.Tenant, id, TimeSpan.FromSeconds(wait), request.Aborted).ConfigureAwait(false);
        await answers.ShowAsync(request, operation ?? throw NotFound(request)).ConfigureAwait(false);
    }

    public async Task CancelAsync(ApiRequest request)
    {
        var operation = await operations.CancelAsync(request.Tenant, IdOf(request), request.Aborted).ConfigureAwait(false)
            ?? throw NotFound(request);
        if (operation.State != OperationState.Canceled)
        {
            throw answers.TooLate(operation);
        }

        await answers.ShowAsync(request, operation).ConfigureAwait(false);
    }

    private static long IdOf(ApiRequest request) =>
        Parameter.TryParse(request.Segment, out var id) && id is > 0 and <= KnownParameters.MaxNumber
            ? id
            : throw new ProblemException(KnownProblems.NotAnOperation(request.Segment));

    private static ProblemException NotFound(ApiRequest request) => new(KnownProblems.OperationNotFound(request.Segment));
}
