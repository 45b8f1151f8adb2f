using System.Text.Json.Nodes;

namespace Wesog.AspNetCore.OpenApi.Examples;

/// <summary>Operations as they are answered.</summary>
internal static class OperationExamples
{
    private const string MissingImage =
        """
        { "id": 1, "image_id": "city/market-17", "code": "id_missing",
          "msg": "There is no image with this id. Add it, submit with strict=false to skip it, or correct the id." }
        """;

    private const string ExistingImage =
        """
        { "id": 0, "image_id": "coast/lighthouse-01", "code": "id_exists",
          "msg": "An image with this id exists already. Replace or modify it, submit with strict=false to overwrite it, or choose another id." }
        """;

    private const string Poison =
        """
        { "id": 0, "image_id": "coast/lighthouse-01", "code": "poisoned",
          "msg": "The execution of the operation failed 5 times because of an internal error, and it was given up; nothing of it was written. Submit it again, in smaller parts where that is possible and with a new idempotency key where it had one; if that fails too, tell the operator of this service." }
        """;

    public static JsonObject Succeeded => Finished("succeeded", "add", good: 2, bad: 0);

    public static JsonObject Pending => Create("pending", "add", 2, 0, 0, isStarted: false, isFinished: false);

    public static JsonObject Running => Create("running", "add", 2, 0, 0, isStarted: true, isFinished: false);

    public static JsonObject Partial =>
        Finished("partial", "upd", good: 1, bad: 1, MissingImage).With("do_subset", true).With("error_counts", Counts("id_missing"));

    public static JsonObject Failed =>
        Finished("failed", "add", good: 1, bad: 1, ExistingImage).With("error_counts", Counts("id_exists"));

    public static JsonObject Poisoned => Finished("failed", "add", good: 0, bad: 1, Poison).With("error_counts", Counts("poisoned"));

    public static JsonObject Skipped => Finished("succeeded", "del", good: 2, bad: 0).With("num_skipped", 1)
        .With("skipped", new JsonArray(new JsonObject { ["id"] = 1, ["image_id"] = "city/market-17" }));

    public static JsonObject Canceled => Create("canceled", "add", 2, 0, 0, isStarted: false, isFinished: true);

    public static IEnumerable<ApiExample> All { get; } =
    [
        new("op_succeeded", "Everything is written", Succeeded),
        new("op_skipped", "A deletion, of which one image did not exist", Skipped),
        new("op_validated", "With `validate_only=true`: nothing is written, no `op_id`", Validated()),
        new("op_partial", "With `subset=true`: the good item is written, the bad one is listed", Partial),
        new("op_pending", "It waits in the queue", Pending),
        new("op_running", "It is under way", Running),
        new("op_failed", "Nothing is written", Failed),
        new("op_canceled", "It was canceled before it started", Canceled),
        new("op_page", "Newest first", new JsonArray(Pending.With("op_id", 42), Succeeded)),
    ];

    private static JsonObject Validated()
    {
        var operation = Succeeded;
        operation.Remove("op_id");
        return operation;
    }

    private static JsonObject Finished(string state, string method, int good, int bad, params string[] errors) =>
        Create(state, method, good + bad, good, bad, isStarted: true, isFinished: true, errors);

    private static JsonObject Create(
        string state, string method, int total, int good, int bad, bool isStarted, bool isFinished, params string[] errors) => new()
        {
            ["op_id"] = 41,
            ["method"] = method,
            ["resource"] = "image",
            ["state"] = state,
            ["num_total"] = total,
            ["num_good"] = good,
            ["num_bad"] = bad,
            ["num_skipped"] = 0,
            ["is_started"] = isStarted,
            ["is_finished"] = isFinished,
            ["all_good"] = isFinished ? state == "succeeded" : null,
            ["do_wait"] = isFinished && isStarted,
            ["do_urgent"] = false,
            ["do_strict"] = true,
            ["do_subset"] = false,
            ["idle_ms"] = 3,
            ["exec_ms"] = (isStarted, isFinished) switch { (false, _) => 0, (_, true) => 11, _ => 7 },
            ["created_at"] = "2026-02-11T09:30:00.119Z",
            ["started_at"] = isStarted ? "2026-02-11T09:30:00.122Z" : null,
            ["finished_at"] = (isStarted, isFinished) switch
            {
                (true, true) => "2026-02-11T09:30:00.133Z",
                (false, true) => "2026-02-11T09:30:00.122Z",
                _ => null,
            },
            ["errors"] = new JsonArray([.. errors.Select(error => JsonNode.Parse(error))]),
        };

    private static JsonArray Counts(string code) => new(new JsonObject { ["code"] = code, ["count"] = 1 });

    private static JsonObject With(this JsonObject operation, string name, JsonNode value)
    {
        operation[name] = value;
        return operation;
    }
}
