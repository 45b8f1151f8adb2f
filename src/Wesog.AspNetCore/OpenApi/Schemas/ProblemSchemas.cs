using Microsoft.OpenApi;
using Wesog.AspNetCore.OpenApi.Examples;

namespace Wesog.AspNetCore.OpenApi.Schemas;

/// <summary>Problems (RFC 9457) and the members that some have besides. <c>docs/specification.md</c>, section "HTTP".</summary>
internal static class ProblemSchemas
{
    public static void AddTo(ApiDraft draft)
    {
        draft.Define("ProblemCode", SchemaFactory.Choice("Which problem it is. Stable, never translated: branch on this.", ProblemExamples.Codes));
        draft.Define("Problem", SchemaFactory.Object(
            "Why a request was refused, or what went wrong (RFC 9457).",
            [
                new("type", new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Format = "uri",
                    Description = "A URN that names the kind of problem: `urn:wesog:problem:` and the code.",
                }),
                new("title", SchemaFactory.Text("The kind of problem in words, in the language of the request.")),
                new("status", SchemaFactory.Integer("The HTTP status.", "int32", "400", "599")),
                new("detail", SchemaFactory.Text("What happened this time and what helps, in the language of the request.")),
                new("code", draft.Schema("ProblemCode")),
            ],
            "type", "title", "status", "detail", "code"));
        draft.Define("MalformedJsonProblem", Special(
            draft,
            "The body is not JSON, or not UTF-8.",
            [
                new("line", SchemaFactory.Integer("The line of the first wrong byte, from 1.", "int64", "1")),
                new("position", SchemaFactory.Integer("The first wrong byte within that line, from 1.", "int64", "1")),
            ],
            "line", "position"));
        draft.Define("ValidationProblem", Special(
            draft,
            "Items break the rules of images; nothing was queued. Every fault of every item is listed.",
            [
                new("num_total", SchemaFactory.Count("Items in the batch.")),
                new("num_bad", SchemaFactory.Count("Items with an error.")),
                .. OperationSchemas.ErrorMembers(draft),
            ],
            "num_total", "num_bad", "errors"));
        draft.Define("TooLargeProblem", Special(
            draft,
            "The batch is beyond the limits.",
            [
                new("max_items", SchemaFactory.Count("Most items of a batch.")),
                new("max_bytes", SchemaFactory.Integer("Most bytes of a body, after decompression.", "int64", "0")),
            ],
            "max_items", "max_bytes"));
        draft.Define("OperationProblem", new OpenApiSchema
        {
            Description = "A problem with an operation: all members of the operation beside the problem's own.",
            AllOf = [draft.Schema("Problem"), draft.Schema("Operation")],
        });
        draft.Define("BadRequestProblem", Either(draft, "A request that cannot be understood.", "MalformedJsonProblem"));
        draft.Define("UnprocessableProblem", Either(draft, "A submission that cannot be taken.", "ValidationProblem"));
    }

    private static OpenApiSchema Special(
        ApiDraft draft,
        string description,
        IEnumerable<KeyValuePair<string, IOpenApiSchema>> members,
        params IEnumerable<string> required) =>
        new()
        {
            Description = description,
            AllOf = [draft.Schema("Problem"), SchemaFactory.Object("What it adds to a problem.", members, required)],
        };

    // anyOf, not oneOf: the special form is a problem too.
    private static OpenApiSchema Either(ApiDraft draft, string description, string special) =>
        new() { Description = description, AnyOf = [draft.Schema(special), draft.Schema("Problem")] };
}
