using Microsoft.OpenApi;
using Wesog.AspNetCore.OpenApi.Answers;

namespace Wesog.AspNetCore.OpenApi.Routes;

/// <summary>One method of one path: what it takes, by name, and what it answers.</summary>
internal sealed record RouteDescription(string Path, HttpMethod Method, string Id, string Tag, string Summary, string Description)
{
    public IReadOnlyList<string> Parameters { get; init; } = [];

    public string? Body { get; init; }

    public required IReadOnlyList<ApiAnswer> Answers { get; init; }

    public OpenApiOperation ToOperation(ApiDraft draft)
    {
        OpenApiResponses responses = [];
        foreach (var answer in Answers.OrderBy(answer => answer.Status))
        {
            responses.Add($"{answer.Status}", draft.Response(answer.Name));
        }

        return new()
        {
            OperationId = Id,
            Tags = new HashSet<OpenApiTagReference> { draft.Tag(Tag) },
            Summary = Summary,
            Description = Description,
            Parameters = [.. Parameters.Select(draft.Parameter)],
            RequestBody = Body is null ? null : draft.Body(Body),
            Responses = responses,
            Security = [draft.Key()],
        };
    }
}
