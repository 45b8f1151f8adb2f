using System.Text.Json;

namespace Wesog.AspNetCore.Problems;

/// <summary>An error response (RFC 9457) before its texts are formatted.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Detail">The key of the text of the detail.</param>
/// <param name="Values">The values that the text contains. Values of a client passed <see cref="KnownProblems.Shown"/>.</param>
internal sealed record Problem(int Status, string Code, string Detail, params (string Name, string Value)[] Values)
{
    /// <summary>Writes the members besides the standard ones; null if there are none.</summary>
    public Action<Utf8JsonWriter>? Members { get; init; }

    /// <summary>The response headers.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}

/// <summary>Ends the handling of a request; the response is a problem.</summary>
internal sealed class ProblemException(Problem problem) : Exception($"{problem.Status} {problem.Code}")
{
    public Problem Problem { get; } = problem;
}
