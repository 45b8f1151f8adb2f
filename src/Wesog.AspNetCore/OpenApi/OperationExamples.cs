using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.AspNetCore.OpenApi;

/// <summary>Examples of operations, written as responses contain them.</summary>
internal static class OperationExamples
{
    private const string Lighthouse = "coast/lighthouse-01";
    private const string Market = "city/market-17";

    private static readonly DateTimeOffset _created = new(2026, 2, 11, 9, 30, 0, 119, TimeSpan.Zero);
    private static readonly DateTimeOffset _started = _created.AddMilliseconds(3);

    private static readonly Operation _pending = new()
    {
        Id = 41,
        Tenant = "example",
        Method = OperationMethod.Add,
        Total = 2,
        Modes = new(Strict: true, Subset: false, Urgent: false, Wait: false),
        CreatedAt = _created,
    };

    private static readonly Operation _succeeded = _pending with
    {
        State = OperationState.Succeeded,
        Good = 2,
        Modes = _pending.Modes with { Wait = true },
        StartedAt = _started,
        FinishedAt = _created.AddMilliseconds(14),
    };

    /// <summary>The time at which the operations are read.</summary>
    public static DateTimeOffset Now { get; } = _created.AddMilliseconds(10);

    public static Operation Running { get; } = _pending with { State = OperationState.Running, StartedAt = _started };

    public static Operation Canceled { get; } = _pending with { State = OperationState.Canceled, FinishedAt = _started };

    public static Operation Failed { get; } = With(
        _succeeded with { State = OperationState.Failed, Good = 1 },
        ErrorCodes.IdExists,
        "An image with this id exists already. Replace or modify it, submit with strict=false to overwrite it, or choose another id.");

    public static Operation Poisoned { get; } = With(
        _succeeded with { State = OperationState.Failed, Total = 1, Good = 0 },
        ErrorCodes.Poisoned,
        "The execution of the operation failed 5 times because of an internal error, and it was given up; nothing of it was written. " +
        "Submit it again, in smaller parts where that is possible and with a new idempotency key where it had one; if that fails too, " +
        "tell the operator of this service.");

    public static Operation Unmatched { get; } = With(
        _succeeded with { State = OperationState.Failed, Method = OperationMethod.Update, Total = 1, Good = 0 },
        ErrorCodes.PreconditionFailed,
        "The image has none of the entity tags that If-Match names: it was changed in the meantime. Read it again and submit the change with its current ETag.");

    public static Operation Damaged { get; } = With(
        _succeeded with { State = OperationState.Failed, Total = 1, Good = 0 },
        ErrorCodes.Damaged,
        "Part of what the store keeps is damaged, so that the operation could not be executed; nothing of it was written. " +
        "Tell the operator of this service, and submit it again once the store is repaired, with a new idempotency key where it had one.");

    public static IEnumerable<KeyValuePair<string, OpenApiExample>> All =>
    [
        Example("op_succeeded", "Everything is written", _succeeded),
        Example(
            "op_skipped",
            "A deletion, of which one image did not exist",
            _succeeded with { Method = OperationMethod.Delete, Skipped = 1, SkippedItems = [new(1, Market)] }),
        Example("op_validated", "With `validate_only=true`: nothing is written, no `op_id`", _succeeded with { Id = 0 }),
        Example("op_partial", "With `subset=true`: the good item is written, the bad one is listed", With(
            _succeeded with { State = OperationState.Partial, Method = OperationMethod.Update, Good = 1, Modes = _succeeded.Modes with { Subset = true } },
            ErrorCodes.IdMissing,
            "There is no image with this id. Add it, submit with strict=false to skip it, or correct the id.",
            position: 1)),
        Example("op_pending", "It waits in the queue", _pending),
        Example("op_running", "It is under way", Running),
        Example("op_failed", "Nothing is written", Failed),
        Example("op_canceled", "It was canceled before it started", Canceled),
        new("op_page", new() { Summary = "Newest first", Value = new JsonArray(Json(_pending with { Id = 42 }), Json(_succeeded)) }),
    ];

    private static Operation With(Operation operation, string code, string message, int position = 0) => operation with
    {
        Bad = 1,
        Errors = [new(position, code, message, position == 0 ? Lighthouse : Market)],
        ErrorCounts = [new(code, null, 1)],
    };

    private static KeyValuePair<string, OpenApiExample> Example(string name, string summary, Operation operation) =>
        new(name, new() { Summary = summary, Value = Json(operation) });

    private static JsonNode Json(Operation operation) => ProblemExamples.Json(writer => OperationJson.Write(writer, operation, Now));
}
