using Microsoft.AspNetCore.Http.Metadata;
using Wesog.AspNetCore.Bodies;

namespace Wesog.AspNetCore.OpenApi;

/// <summary>A response of a route: its status, when it is sent, and what it contains.</summary>
/// <param name="Name">The name of its component.</param>
/// <param name="StatusCode">The status.</param>
/// <param name="Description">When it is sent.</param>
/// <param name="Schema">The schema of its body; null if it has none.</param>
/// <param name="Examples">The names of the examples of its body.</param>
internal sealed record ApiResponse(string Name, int StatusCode, string Description, string? Schema, params IReadOnlyList<string> Examples)
    : IProducesResponseTypeMetadata
{
    /// <summary>The names of its headers.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>The schema of a line, if the client may choose newline-delimited JSON; else null.</summary>
    public string? Lines { get; init; }

    public IEnumerable<string> ContentTypes => Schema is null ? []
        : StatusCode >= 400 ? [ContentType.Problem]
        : Lines is null ? [ContentType.Json] : [ContentType.Json, ContentType.Lines];

    // The body has no CLR type.
    Type? IProducesResponseTypeMetadata.Type => typeof(void);

    /// <summary>A problem. Its schema and its headers depend on the status.</summary>
    public static ApiResponse Problem(string name, int status, string description, params IReadOnlyList<string> codes) => new(
        name,
        status,
        description,
        status switch
        {
            400 when codes.Contains(ProblemCodes.MalformedJson) => "BadRequestProblem",
            400 when codes.Contains(ProblemCodes.InvalidQuery) => "BadQueryProblem",
            409 or 412 => "OperationProblem",
            413 => "TooLargeProblem",
            422 => "UnprocessableProblem",
            _ => "Problem",
        },
        codes)
    {
        Headers = status switch
        {
            401 => ["WWW-Authenticate", "Content-Language"],
            405 => ["Allow", "Content-Language"],
            415 => ["Accept", "Accept-Encoding", "Content-Language"],
            429 or 503 => ["Retry-After", "Content-Language"],
            _ => ["Content-Language"],
        },
    };
}
