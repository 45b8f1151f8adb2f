using Wesog.AspNetCore.OpenApi.Answers;
using Wesog.AspNetCore.OpenApi.Requests;

namespace Wesog.AspNetCore.OpenApi.Routes;

/// <summary>The routes under <c>/ops</c>. <c>docs/specification.md</c>, section "HTTP".</summary>
internal static class OperationRoutes
{
    private const string Many = "/ops";
    private const string One = "/ops/{op_id}";
    private const string Tag = "operations";

    public static IEnumerable<RouteDescription> All =>
    [
        new(Many, HttpMethod.Get, "listOperations", Tag, "List operations",
            "Your operations, newest first, each with at most its first 10 errors. " +
            "The link to the next page keeps the filters. `HEAD` works too.")
        {
            Parameters = ["operation_limit", "before", "state", "method", .. ApiParameters.OfReads],
            Answers = ApiAnswers.OfOperationPage,
        },
        new(Many, HttpMethod.Post, "submitOperation", Tag, "Submit a mixed batch",
            "Adds, replaces, modifies and deletes images in one operation. Each item is judged against what the items before it leave.")
        {
            Body = "Mixed",
            Parameters = ApiParameters.OfWrites,
            Answers = ApiAnswers.OfBatch,
        },
        new(One, HttpMethod.Get, "getOperation", Tag, "Get an operation",
            "The operation as it is now, or, with `wait`, as soon as it has finished. `HEAD` works too.")
        {
            Parameters = ["op_id", "wait_seconds", .. ApiParameters.OfReads],
            Answers = ApiAnswers.OfOperationRead,
        },
        new(One, HttpMethod.Delete, "cancelOperation", Tag, "Cancel an operation",
            "Cancels an operation that has not started; it then writes nothing. Canceling it again is no error.")
        {
            Parameters = ["op_id", .. ApiParameters.OfReads],
            Answers = ApiAnswers.OfCancel,
        },
    ];
}
