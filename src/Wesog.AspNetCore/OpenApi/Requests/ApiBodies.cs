using System.Globalization;
using Microsoft.OpenApi;
using Wesog.AspNetCore.OpenApi.Schemas;

namespace Wesog.AspNetCore.OpenApi.Requests;

/// <summary>Every request body. <c>docs/specification.md</c>, section "HTTP".</summary>
internal static class ApiBodies
{
    private const string Compression = "`Content-Encoding` may be `gzip` (also `x-gzip`) or `br`.";

    public static void AddTo(ApiDraft draft)
    {
        Batch(draft, "Images", "Image", "images", "The images.");
        Batch(draft, "Changes", "ImageChange", "changes", "The changes.");
        Batch(draft, "Deletions", "DeleteItem", "deletions", "The images to delete, unless the query names them by `id`.", required: false);
        Batch(draft, "Mixed", "MixedItem", "mixed", "The items, each with its method.");
        One(draft, "ImageById", "image", "The image.");
        One(draft, "ImageChangeById", "change", "The members to change.");
    }

    private static void Batch(ApiDraft draft, string name, string item, string example, string description, bool required = true)
    {
        var items = SchemaFactory.List("At least one.", draft.Schema(item), draft.Limits.MaxBatchItems);
        items.MinItems = 1;
        draft.Define(name, new OpenApiRequestBody
        {
            Required = required,
            Description = string.Create(
                CultureInfo.InvariantCulture,
                $"{description} At most {draft.Limits.MaxBatchItems:N0} items and {draft.Limits.MaxBodyBytes:N0} bytes, " +
                $"counted after decompression. {Compression}"),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = Media(draft, items, example),
                ["application/x-ndjson"] = Media(
                    draft,
                    SchemaFactory.Text($"One `{item}` a line, in UTF-8. Blank lines, CRLF and a missing last newline are fine."),
                    $"{example}_lines"),
            },
        });
    }

    private static void One(ApiDraft draft, string schema, string example, string description) =>
        draft.Define(schema, new OpenApiRequestBody
        {
            Required = true,
            Description = $"{description} {Compression}",
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = Media(draft, draft.Schema(schema), example) },
        });

    private static OpenApiMediaType Media(ApiDraft draft, IOpenApiSchema schema, string example) =>
        new() { Schema = schema, Examples = draft.ExamplesNamed([example]) };
}
