using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Wesog.Operations;

namespace Wesog.AspNetCore.OpenApi.Schemas;

/// <summary>Operations, their errors, and the items of a mixed batch. <c>docs/specification.md</c>, sections "Operations" and "HTTP".</summary>
internal static class OperationSchemas
{
    /// <summary>The largest whole number that every JSON reader tells exactly: 2^53 - 1.</summary>
    public const string MaxNumber = "9007199254740991";

    public static IReadOnlyList<string> Methods { get; } = ["add", "upd", "del", "multiple"];

    public static IReadOnlyList<string> States { get; } = ["pending", "running", "succeeded", "partial", "failed", "canceled"];

    public static IReadOnlyList<string> Errors { get; } =
    [
        ErrorCodes.IdExists, ErrorCodes.IdMissing, ErrorCodes.Required, ErrorCodes.InvalidType, ErrorCodes.InvalidUrl,
        ErrorCodes.InvalidDate, ErrorCodes.TooLong, ErrorCodes.TooMany, ErrorCodes.Empty, ErrorCodes.InvalidText,
        ErrorCodes.UnknownField, ErrorCodes.RepeatedField, ErrorCodes.IdMismatch, ErrorCodes.InvalidValue, ErrorCodes.Poisoned,
    ];

    public static void AddTo(ApiDraft draft)
    {
        draft.Define("ErrorCode", SchemaFactory.Choice("What is wrong with an item. Stable, never translated.", Errors));
        draft.Define("OperationMethod", SchemaFactory.Choice(
            "What an operation does: `add`, `upd` (replace and modify alike), `del`, or `multiple` when its items differ.", Methods));
        draft.Define("OperationState", SchemaFactory.Choice(
            "Where an operation is in its life; the last four are final. Nothing was written by one that is `failed` or `canceled`, " +
            "everything by one that `succeeded`, exactly the good items by one that is `partial`.",
            States));
        draft.Define("OperationId", SchemaFactory.Integer(
            "The operation's number: 1, 2, 3 … among your operations.", "int64", "1", MaxNumber));
        draft.Define("OperationError", Error(draft));
        draft.Define("ErrorCount", SchemaFactory.Object(
            "How many errors have a code and a member.",
            [
                new("code", draft.Schema("ErrorCode")),
                new("field", SchemaFactory.Text(
                    "The member: errors of a list's entries (`keywords[3]`) count under the list's name (`keywords`). Absent where an error " +
                    "has none, and for unknown members beyond the first 100 names of a batch, which are counted together.")),
                new("count", SchemaFactory.Integer("How many errors: exact.", "int32", "1")),
            ],
            "code", "count"));
        draft.Define("SkippedItem", SchemaFactory.Object(
            "An item that changed nothing.",
            [new("id", SchemaFactory.Count("The item's position in the batch, from 0.")), new("image_id", SchemaFactory.Text("The id that it names."))],
            "id", "image_id"));
        draft.Define("Operation", Operation(draft));
        draft.Define("OperationPage", SchemaFactory.List(
            "Operations, newest first, each with at most its first 10 errors and its first 10 skipped items.", draft.Schema("Operation")));
        draft.Define("MixedItem", new OpenApiSchema
        {
            Description = "An item that says what it does.",
            OneOf =
            [
                Item(draft, "Add or replace", "`add` adds the image, `upd` replaces it.", ["add", "upd"], draft.Schema("Image")),
                Item(draft, "Modify", "Changes the members that are sent.", ["mod"], draft.Schema("ImageChange")),
                Item(draft, "Delete", "Deletes the image.", ["del"], draft.Schema("ImageReference")),
            ],
        });
    }

    /// <summary><c>errors</c>, <c>errors_truncated</c> and <c>error_counts</c>, which an operation and a refusal share.</summary>
    public static IEnumerable<KeyValuePair<string, IOpenApiSchema>> ErrorMembers(ApiDraft draft) =>
    [
        new("errors", SchemaFactory.List("The errors, in item order.", draft.Schema("OperationError"), draft.Limits.MaxErrors)),
        new("errors_truncated", new OpenApiSchema
        {
            Type = JsonSchemaType.Boolean,
            Description = "There, and true, where `errors` shows fewer than there are. `num_bad` is exact all the same.",
            Enum = [JsonValue.Create(true)],
        }),
        new("error_counts", SchemaFactory.List(
            "The counts of all errors, also of those that `errors` does not show: highest count first, then by code, then by member. Absent " +
            "if there are no errors, and for operations that an earlier version accepted or finished.",
            draft.Schema("ErrorCount"))),
    ];

    private static OpenApiSchema Error(ApiDraft draft) => SchemaFactory.Object(
        "One error of one item.",
        [
            new("id", SchemaFactory.Count("The item's position in the batch, from 0.")),
            new("image_id", SchemaFactory.Text("The image's id; absent where the item has no valid one.")),
            new("field", SchemaFactory.Text("The member, such as `title` or `keywords[3]`; absent where it is the item as a whole.")),
            new("code", draft.Schema("ErrorCode")),
            new("msg", SchemaFactory.Text("What is wrong and what helps, in the language of the submission.")),
        ],
        "id", "code", "msg");

    private static OpenApiSchema Operation(ApiDraft draft)
    {
        KeyValuePair<string, IOpenApiSchema>[] members =
        [
            new("op_id", draft.Schema("OperationId")),
            new("method", draft.Schema("OperationMethod")),
            new("resource", SchemaFactory.Choice("What the operation is about: today always `image`.", "image", "video", "celebs")),
            new("state", draft.Schema("OperationState")),
            new("num_total", SchemaFactory.Count("Items in the operation.")),
            new("num_good", SchemaFactory.Count("Items processed without an error so far.")),
            new("num_bad", SchemaFactory.Count("Items with an error so far.")),
            new("num_skipped", SchemaFactory.Count(
                "Of `num_good`, the items that changed nothing: a delete of a missing id, a relaxed update of one.")),
            new("is_started", SchemaFactory.Flag("Whether it has started.")),
            new("is_finished", SchemaFactory.Flag("Whether its state is final; then it never changes again.")),
            new("all_good", SchemaFactory.Flag("Null until it is finished; then true only if `num_bad` is 0 and it was not canceled.").OrNull()),
            new("do_wait", SchemaFactory.Flag("Whether the submission asked to wait.")),
            new("do_urgent", SchemaFactory.Flag("Whether it overtakes what is not urgent.")),
            new("do_strict", SchemaFactory.Flag("Whether it is strict.")),
            new("do_subset", SchemaFactory.Flag("Whether the good items are written although others are bad.")),
            new("idle_ms", SchemaFactory.Integer("Whole milliseconds from created to started, or until now.", "int64", "0")),
            new("exec_ms", SchemaFactory.Integer("Whole milliseconds from started to finished, or until now; 0 where it never started.", "int64", "0")),
            new("created_at", SchemaFactory.Time("When it was accepted: UTC, to the millisecond.")),
            new("started_at", SchemaFactory.Time("When it started; null until then, and for good where it was canceled.").OrNull()),
            new("finished_at", SchemaFactory.Time("When it reached its final state; null until then.").OrNull()),
        ];
        return SchemaFactory.Object(
            "A write of one or many images, and what became of it. `op_id` is absent where the batch was only validated.",
            [
                .. members,
                new("skipped", SchemaFactory.List(
                    "The first of the items that changed nothing, in item order; `num_skipped` counts all. Absent if there are none, and for " +
                    "operations that an earlier version finished.",
                    draft.Schema("SkippedItem"),
                    draft.Limits.MaxErrors)),
                .. ErrorMembers(draft),
            ],
            [.. members.Select(member => member.Key).Where(name => name != "op_id"), "errors"]);
    }

    private static OpenApiSchema Item(ApiDraft draft, string title, string description, string[] methods, IOpenApiSchema image)
    {
        var item = SchemaFactory.Object(
            description,
            [new("method", SchemaFactory.Choice("What to do with the image.", methods)), new("image", image)],
            "method", "image").Closed(!draft.Images.IgnoreUnknownMembers);
        item.Title = title;
        return item;
    }
}
