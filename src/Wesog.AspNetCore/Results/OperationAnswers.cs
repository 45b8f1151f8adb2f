using Microsoft.AspNetCore.Http;
using Wesog.AspNetCore.Problems;
using Wesog.AspNetCore.Routing;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.AspNetCore.Results;

/// <summary>Answers with operations.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal sealed class OperationAnswers(TimeProvider timeProvider)
{
    private const string PollAfterSeconds = "1";

    /// <summary>Answers a write by the state of its operation.</summary>
    /// <param name="request">The write.</param>
    /// <param name="operation">Its operation.</param>
    /// <param name="isBound">Whether the request has an idempotency key, which is bound to the operation.</param>
    /// <exception cref="ProblemException">It ended without success.</exception>
    public Task JudgeAsync(ApiRequest request, Operation operation, bool isBound)
    {
        switch (operation.State)
        {
            case OperationState.Succeeded:
                return ShowAsync(request, operation);
            case OperationState.Partial:
                return ShowAsync(request, operation, StatusCodes.Status207MultiStatus);
            case OperationState.Failed or OperationState.Canceled:
                throw new ProblemException(KnownProblems.Ended(operation, isBound, timeProvider.GetUtcNow()));
            default:
                var headers = request.Http.Response.Headers;
                headers.Location = $"{request.Root}/ops/{KnownProblems.Text(operation.Id)}";
                headers.RetryAfter = PollAfterSeconds;
                return ShowAsync(request, operation, StatusCodes.Status202Accepted);
        }
    }

    /// <summary>Answers with an operation, whatever its state.</summary>
    public async Task ShowAsync(ApiRequest request, Operation operation, int status = StatusCodes.Status200OK)
    {
        request.Http.Response.StatusCode = status;
        using var answer = new JsonAnswer(request.Http);
        OperationJson.Write(answer.Writer, operation, timeProvider.GetUtcNow());
        await answer.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Answers with an array of operations.</summary>
    public async Task ShowAsync(ApiRequest request, IEnumerable<Operation> operations)
    {
        var now = timeProvider.GetUtcNow();
        using var answer = new JsonAnswer(request.Http);
        answer.Writer.WriteStartArray();
        foreach (var operation in operations)
        {
            OperationJson.Write(answer.Writer, operation, now);
            await answer.FlushIfLargeAsync().ConfigureAwait(false);
        }

        answer.Writer.WriteEndArray();
        await answer.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>The refusal of a cancellation.</summary>
    public ProblemException TooLate(Operation operation) => new(KnownProblems.TooLate(operation, timeProvider.GetUtcNow()));
}
