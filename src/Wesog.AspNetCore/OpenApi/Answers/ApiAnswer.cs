using Microsoft.OpenApi;

namespace Wesog.AspNetCore.OpenApi.Answers;

/// <summary>An answer that routes share: its status, when it comes, and what it holds.</summary>
internal sealed record ApiAnswer(string Name, int Status, string When, string? Schema)
{
    public IReadOnlyList<string> Examples { get; init; } = [];

    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Whether it names an operation that can be asked for.</summary>
    public bool LeadsToOperation { get; init; }

    public void AddTo(ApiDraft draft) => draft.Define(Name, new OpenApiResponse
    {
        Description = When,
        Headers = Headers.Count == 0 ? null : Headers.ToDictionary(name => name, draft.Header),
        Content = Schema is null ? null : new Dictionary<string, OpenApiMediaType>
        {
            [Status < 400 ? "application/json" : "application/problem+json"] = new()
            {
                Schema = draft.Schema(Schema),
                Examples = draft.ExamplesNamed(Examples),
            },
        },
        Links = !LeadsToOperation ? null : new Dictionary<string, IOpenApiLink>
        {
            ["operation"] = Link("getOperation"),
            ["cancel"] = Link("cancelOperation"),
        },
    });

    private static OpenApiLink Link(string operationId) => new()
    {
        OperationId = operationId,
        Parameters = new Dictionary<string, RuntimeExpressionAnyWrapper>
        {
            ["op_id"] = new() { Expression = RuntimeExpression.Build("$response.body#/op_id") },
        },
    };
}
