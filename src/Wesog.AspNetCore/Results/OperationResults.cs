using Microsoft.AspNetCore.Http;
using Wesog.AspNetCore.Problems;
using Wesog.AspNetCore.Routing;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.AspNetCore.Results;

/// <summary>Writes operations as responses.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal sealed class OperationResults(TimeProvider timeProvider)
{
    private const string PollAfterSeconds = "1";

    /// <summary>Writes the response to a write, whose status depends on the state of the operation.</summary>
    /// <param name="request">The write.</param>
    /// <param name="operation">Its operation.</param>
    /// <param name="isBound">Whether the request has an idempotency key, which is bound to the operation.</param>
    /// <exception cref="ProblemException">The operation failed or was canceled.</exception>
    public Task WriteOutcomeAsync(ApiRequest request, Operation operation, bool isBound)
    {
        switch (operation.State)
        {
            case OperationState.Succeeded:
                return WriteAsync(request, operation);
            case OperationState.Partial:
                return WriteAsync(request, operation, StatusCodes.Status207MultiStatus);
            case OperationState.Failed or OperationState.Canceled:
                request.Memory.Count(MemorySize.Of(operation));
                throw new ProblemException(KnownProblems.Ended(operation, isBound, timeProvider.GetUtcNow()));
            default:
                var headers = request.Http.Response.Headers;
                headers.Location = $"{request.Root}/ops/{KnownProblems.Text(operation.Id)}";
                headers.RetryAfter = PollAfterSeconds;
                return WriteAsync(request, operation, StatusCodes.Status202Accepted);
        }
    }

    /// <summary>Writes an operation, whatever its state.</summary>
    public async Task WriteAsync(ApiRequest request, Operation operation, int status = StatusCodes.Status200OK)
    {
        request.Http.Response.StatusCode = status;
        request.Memory.Count(MemorySize.Of(operation));
        using var response = new JsonResponse(request.Http, request.Memory);
        OperationJson.Write(response.Writer, operation, timeProvider.GetUtcNow());
        await response.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Writes the number of operations that a request has canceled.</summary>
    public static async Task WriteCountAsync(ApiRequest request, int canceled)
    {
        using var response = new JsonResponse(request.Http, request.Memory);
        response.Writer.WriteStartObject();
        response.Writer.WriteNumber("num_canceled"u8, canceled);
        response.Writer.WriteEndObject();
        await response.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Writes an array of operations.</summary>
    public async Task WriteAsync(ApiRequest request, IEnumerable<Operation> operations)
    {
        var now = timeProvider.GetUtcNow();
        using var response = new JsonResponse(request.Http, request.Memory);
        response.Writer.WriteStartArray();
        foreach (var operation in operations)
        {
            OperationJson.Write(response.Writer, operation, now);
            await response.FlushIfLargeAsync().ConfigureAwait(false);
        }

        response.Writer.WriteEndArray();
        await response.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>The problem of a cancellation after the start of the operation.</summary>
    public ProblemException TooLate(Operation operation) => new(KnownProblems.TooLate(operation, timeProvider.GetUtcNow()));
}
