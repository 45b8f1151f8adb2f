using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Wesog.AspNetCore.OpenApi.Schemas;
using Wesog.Images;

namespace Wesog.AspNetCore.OpenApi.Answers;

/// <summary>Every header of an answer. <c>docs/specification.md</c>, section "HTTP".</summary>
internal static class ApiHeaders
{
    public static void AddTo(ApiDraft draft)
    {
        Add(draft, "Location", SchemaFactory.Text(null), "The path at which to ask for the operation, the host's path base included.", "/ops/41");
        Add(draft, "Retry-After", SchemaFactory.Integer(null, "int32", "0"), "After how many seconds to ask again.", 1);
        Add(draft, "Idempotent-Replayed", SchemaFactory.Choice(null, "true"),
            "There where the idempotency key named an earlier submission, whose operation this is.", "true", required: false);
        Add(draft, "ETag", SchemaFactory.Text(null), "Changes whenever the answer would. Send it back in `If-None-Match`.",
            "\"2-5d41402abc4b2a76\"");
        Add(draft, "Link", SchemaFactory.Text(null), "The next page, with `rel=\"next\"`; absent on the last one.",
            "</imgs?page=2&limit=50>; rel=\"next\"", required: false);
        Add(draft, "Allow", SchemaFactory.Text(null), "The methods of this path.", "GET, HEAD, POST");
        Add(draft, "Accept", SchemaFactory.Text(null), "The content types that this route takes.",
            "application/json, application/x-ndjson", required: false);
        Add(draft, "Accept-Encoding", SchemaFactory.Text(null), "The content encodings that it takes.", "gzip, br", required: false);
        Add(draft, "Content-Language", SchemaFactory.Choice(null, LanguageCodes.All), "The language of the problem's texts.", "en");
        Add(draft, "WWW-Authenticate", SchemaFactory.Text(null), "How to authenticate.", "API-Key");
    }

    private static void Add(
        ApiDraft draft, string name, OpenApiSchema schema, string description, JsonNode example, bool required = true) =>
        draft.Define(name, new OpenApiHeader { Description = description, Schema = schema, Example = example, Required = required });
}
