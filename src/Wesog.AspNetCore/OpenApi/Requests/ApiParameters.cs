using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Wesog.AspNetCore.OpenApi.Schemas;
using Wesog.Images;
using Wesog.Serialization;

namespace Wesog.AspNetCore.OpenApi.Requests;

/// <summary>Every parameter of every route. <c>docs/specification.md</c>, section "HTTP".</summary>
internal static class ApiParameters
{
    /// <summary>What every route takes that submits something.</summary>
    public static IReadOnlyList<string> OfWrites { get; } =
        ["wait", "urgent", "strict", "subset", "validate_only", "write_lang", "idempotency_key", "accept_language"];

    /// <summary>What every other route takes.</summary>
    public static IReadOnlyList<string> OfReads { get; } = ["lang", "accept_language"];

    public static void AddTo(ApiDraft draft)
    {
        foreach (var parameter in All(draft))
        {
            parameter.AddTo(draft);
        }
    }

    private static IEnumerable<ApiParameter> All(ApiDraft draft) =>
    [
        Switch("wait", draft.WaitByDefault, string.Create(CultureInfo.InvariantCulture,
            $"Whether to answer only when the operation has finished, or after {draft.Limits.MaxWaitSeconds} seconds.")),
        Switch("urgent", false, "Whether the operation overtakes those of yours that are not urgent."),
        Switch("strict", true, "Whether an add of an id that exists, and an update of one that does not, are errors. " +
            "With `false` the one overwrites and the other is skipped."),
        Switch("subset", false, "Whether the good items are written although others are bad. With `false` it is all or nothing."),
        Switch("validate_only", false,
            "Whether only to judge the batch as of now: nothing is written or queued, and the answer has no `op_id`."),
        Query("write_lang", "lang", Languages(),
            "The language of the batch's metadata (`es` where absent), and of the texts in the answer " +
            "(where absent, `Accept-Language` decides)."),
        Query("lang", "lang", Languages(),
            "The language of the texts in the answer. Where absent, `Accept-Language` decides."),
        Header("accept_language", "Accept-Language", SchemaFactory.Text(null),
            "The languages preferred for the texts in the answer: en, es, pt, fr or ru; `en` where none fits."),
        Header("idempotency_key", "Idempotency-Key", Key(),
            "Names this submission, so that sending it again returns the operation it has become instead of making another. " +
            "1 to 255 printable ASCII characters."),
        Header("if_none_match", "If-None-Match", SchemaFactory.Text(null), "The `ETag` of what you have: 304 when that is still right."),
        Path("image_id", "id", draft.Schema("ImageId"),
            "The image's id as one segment, percent-encoded and decoded exactly once: " +
            "`coast%2Flighthouse-01` is the id `coast/lighthouse-01`."),
        Path("op_id", "op_id", draft.Schema("OperationId"), "The operation's number."),
        Repeatable("ids", "id", draft.Schema("ImageId"), "An image to delete. Repeatable. Either these or a body. Write a plus sign as `%2B` and a space as `%20`: a raw `+` is refused."),
        Repeatable("fields", "fields", SchemaFactory.Choice(null, FieldSelection.AllNames),
            "Only the members named are answered. Repeatable: `fields=id&fields=title`."),
        Query("page", "page", SchemaFactory.Integer(null, "int64", "1", OperationSchemas.MaxNumber).WithDefault(1), "Which page, from 1."),
        Query("image_limit", "limit", SchemaFactory.Integer(null, "int32", "1", "10000").WithDefault(50), "Most images of a page, 1 to 10,000."),
        Query("operation_limit", "limit", SchemaFactory.Integer(null, "int32", "1", "1000").WithDefault(100),
            "Most operations of a page, 1 to 1,000."),
        Query("before", "before", draft.Schema("OperationId"), "Only operations with a smaller number."),
        Query("state", "state", draft.Schema("OperationState"), "Only operations in this state."),
        Query("method", "method", draft.Schema("OperationMethod"), "Only operations of this method."),
        Query("wait_seconds", "wait", SchemaFactory.Integer(null, "int32", "0", "60").WithDefault(0),
            "How many whole seconds to wait for the operation to finish, 0 to 60; the answer comes when it does, or when the time is up."),
    ];

    private static ApiParameter Switch(string name, bool value, string description) =>
        Query(name, name, new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(value) }, description);

    private static ApiParameter Query(string component, string name, IOpenApiSchema schema, string description) =>
        new(component, name, ParameterLocation.Query, schema, description);

    private static ApiParameter Header(string component, string name, OpenApiSchema schema, string description) =>
        new(component, name, ParameterLocation.Header, schema, description);

    private static ApiParameter Path(string component, string name, IOpenApiSchema schema, string description) =>
        new(component, name, ParameterLocation.Path, schema, description);

    private static ApiParameter Repeatable(string component, string name, IOpenApiSchema entry, string description) => new(
        component, name, ParameterLocation.Query, new OpenApiSchema { Type = JsonSchemaType.Array, Items = entry }, description);

    private static OpenApiSchema Languages() => SchemaFactory.Choice(null, LanguageCodes.All);

    private static OpenApiSchema Key()
    {
        var key = SchemaFactory.Text(null, 255);
        key.MinLength = 1;
        key.Pattern = "^[ -~]+$";
        return key;
    }
}
