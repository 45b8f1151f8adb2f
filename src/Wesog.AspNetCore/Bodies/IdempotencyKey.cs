using Microsoft.AspNetCore.Http;
using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Bodies;

/// <summary>Reads the header <c>Idempotency-Key</c>.</summary>
/// <remarks>Contract, section 5.</remarks>
internal static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";
    private const int MaxLength = 255;

    /// <summary>The key; null where none is sent.</summary>
    /// <exception cref="ProblemException">It is ill-formed, or sent twice.</exception>
    public static string? Of(HttpRequest request)
    {
        var sent = request.Headers[Header];
        if (sent.Count > 1)
        {
            throw new ProblemException(KnownProblems.RepeatedKey());
        }

        var key = sent.Count == 0 ? null : sent[0] ?? string.Empty;
        return key is null || IsValid(key) ? key : throw new ProblemException(KnownProblems.InvalidKey(key));
    }

    private static bool IsValid(string key) =>
        key.Length is > 0 and <= MaxLength && !key.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
