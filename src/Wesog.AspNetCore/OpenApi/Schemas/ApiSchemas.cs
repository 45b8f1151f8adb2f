using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Wesog.AspNetCore.OpenApi.Schemas;

/// <summary>All schemas, and their names, which they do not share with the host's.</summary>
internal static class ApiSchemas
{
    private static readonly FrozenSet<string> Names = NamesOfAll();

    public static void AddTo(ApiDraft draft)
    {
        ImageSchemas.AddTo(draft);
        OperationSchemas.AddTo(draft);
        ProblemSchemas.AddTo(draft);
    }

    /// <summary>The name of a host's type: a host that has images may well have an <c>Image</c>.</summary>
    public static string? NameOf(JsonTypeInfo type) =>
        OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name && Names.Contains(name)
            ? $"Host{name}"
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    private static FrozenSet<string> NamesOfAll()
    {
        var document = new OpenApiDocument();
        AddTo(new ApiDraft(document, new WesogOptions(), new WesogHttpOptions()));
        return document.Components!.Schemas!.Keys.ToFrozenSet(StringComparer.Ordinal);
    }
}
