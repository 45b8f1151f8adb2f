using Microsoft.AspNetCore.Http;
using Wesog.AspNetCore.Problems;
using Wesog.Operations;

namespace Wesog.AspNetCore.Bodies;

/// <summary>Reads the header <c>Idempotency-Key</c>.</summary>
/// <remarks><c>docs/specification.md</c>, section "Queue".</remarks>
internal static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";

    /// <summary>The key; null if none is sent.</summary>
    /// <exception cref="ProblemException">The key is ill-formed or sent more than once.</exception>
    public static string? Of(HttpRequest request)
    {
        var sent = request.Headers[Header];
        if (sent.Count > 1)
        {
            throw new ProblemException(KnownProblems.RepeatedKey());
        }

        var key = sent.Count == 0 ? null : sent[0] ?? string.Empty;
        return key is null || IdempotencyKeys.IsValid(key) ? key : throw new ProblemException(KnownProblems.InvalidKey(key));
    }
}
