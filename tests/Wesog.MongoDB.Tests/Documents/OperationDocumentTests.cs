using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Documents;

public sealed class OperationDocumentTests
{
    private static readonly Operation _pending = new()
    {
        Id = 9_007_199_254_740_991,
        Tenant = "acme/é",
        Method = OperationMethod.Multiple,
        Total = 7,
        Modes = new(Strict: false, Subset: true, Urgent: true, Wait: false),
        CreatedAt = SampleOperations.Created,
    };

    private static readonly OperationError[] _errors =
    [
        new(0, ErrorCodes.IdExists, "Ya existe \0 \U0001F600", "é"), new(5, ErrorCodes.TooLong, "", null, "keywords[3]"),
        new(6, ErrorCodes.Empty, "x", "", ""),
    ];

    private static readonly SkippedItem[] _skipped = [new(1, "a"), new(4, "\U0001F600")];

    private static readonly ErrorCount[] _counts = [new(ErrorCodes.TooLong, "keywords", 70_000), new(ErrorCodes.IdExists, null, 1)];

    public static TheoryData<OperationState> States => [.. Enum.GetValues<OperationState>()];

    public static TheoryData<OperationState> FinalStates => [.. Enum.GetValues<OperationState>().Where(state => In(state).IsFinished)];

    [Theory]
    [MemberData(nameof(States))]
    public void An_operation_in_any_state_is_decoded_as_it_was_encoded(OperationState state)
    {
        var operation = In(state);
        var document = OperationDocument.Encode(operation);

        AssertSame(operation, OperationDocument.Decode(document));
        AssertSame(operation, OperationDocument.Decode(BsonSerializer.Deserialize<BsonDocument>(document.ToBson())));
        using var raw = new RawBsonDocument(document.ToBson());
        AssertSame(operation, OperationDocument.Decode(raw));
        Assert.Equal(!operation.IsFinished, document.Contains("unfinished"));
    }

    [Fact]
    public void Fields_are_named_as_on_the_wire()
    {
        var document = OperationDocument.Encode(In(OperationState.Partial));

        Assert.Equal(
            BsonDocument.Parse("""
                {
                    "_id": { "tenant": "acme/é", "number": { "$numberLong": "9007199254740991" } }, "method": "multiple", "total": 7,
                    "modes": { "strict": false, "subset": true, "urgent": true, "wait": false },
                    "created_at": { "$date": "2026-01-01T11:59:00.000Z" }, "state": "partial", "good": 4, "bad": 3, "skipped": 2,
                    "started_at": { "$date": "2026-01-01T11:59:01.002Z" }, "finished_at": { "$date": "2026-01-01T11:59:03.004Z" },
                    "errors": [
                        { "position": 0, "code": "id_exists", "message": "Ya existe \u0000 😀", "image_id": "é" },
                        { "position": 5, "code": "too_long", "message": "", "field": "keywords[3]" },
                        { "position": 6, "code": "empty", "message": "x", "image_id": "", "field": "" }
                    ],
                    "errors_truncated": true,
                    "skipped_items": [{ "position": 1, "image_id": "a" }, { "position": 4, "image_id": "😀" }],
                    "error_counts": [{ "code": "too_long", "field": "keywords", "count": 70000 }, { "code": "id_exists", "count": 1 }]
                }
                """),
            document);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Missing_values_of_an_operation_are_absent(OperationState state)
    {
        var document = OperationDocument.Encode(In(state));

        Assert.Equal(state is not (OperationState.Pending or OperationState.Canceled), document.Contains("started_at"));
        Assert.Equal(state is not (OperationState.Pending or OperationState.Running), document.Contains("finished_at"));
        Assert.Equal(state is OperationState.Partial or OperationState.Failed, document.Contains("errors"));
        Assert.Equal(state is OperationState.Partial or OperationState.Failed, document.Contains("error_counts"));
        Assert.Equal(state is OperationState.Partial or OperationState.Succeeded, document.Contains("skipped_items"));
        Assert.DoesNotContain(BsonNull.Value, document.Values);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_first_errors_are_decoded(int maxCount)
    {
        var document = OperationDocument.Encode(In(OperationState.Failed));

        Assert.Equal(_errors.Take(maxCount), OperationDocument.Decode(document, maxCount).Errors);
        Assert.False(OperationDocument.Decode(document, maxCount).ErrorsTruncated);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void The_first_skipped_items_are_decoded(int maxCount) =>
        Assert.Equal(_skipped.Take(maxCount), OperationDocument.Decode(OperationDocument.Encode(In(OperationState.Succeeded)), maxCount).SkippedItems);

    [Theory]
    [MemberData(nameof(FinalStates))]
    public void Finishing_an_operation_gives_the_document_of_its_final_state(OperationState state)
    {
        var final = In(state);
        var document = OperationDocument.Encode(In(OperationState.Running)).Add("work", new BsonDocument()).Add("fence", 3L).Add("bytes", 5L);
        Apply(OperationDocument.Finish(final), document);

        Assert.Equal(OperationDocument.Encode(final).Add("bytes", 5L).OrderBy(field => field.Name), document.OrderBy(field => field.Name));
    }

    [Theory]
    [InlineData("state", "Pending")]
    [InlineData("method", "mod")]
    public void An_unknown_name_is_refused(string field, string name)
    {
        var document = OperationDocument.Encode(_pending).Set(field, name);

        Assert.Contains(field, Assert.Throws<InvalidDataException>(() => OperationDocument.Decode(document)).Message, StringComparison.Ordinal);
    }

    private static Operation In(OperationState state)
    {
        var (started, finished) = (_pending.CreatedAt.AddMilliseconds(1_002), _pending.CreatedAt.AddMilliseconds(3_004));
        var running = _pending.Start(started);
        return state switch
        {
            OperationState.Pending => _pending,
            OperationState.Running => running,
            OperationState.Succeeded => running with { State = state, Good = 7, Skipped = 2, SkippedItems = _skipped, FinishedAt = finished },
            OperationState.Partial =>
                running with { State = state, Good = 4, Bad = 3, Skipped = 2, SkippedItems = _skipped, FinishedAt = finished, Errors = _errors, ErrorsTruncated = true, ErrorCounts = _counts },
            OperationState.Failed => running with { State = state, Good = 4, Bad = 3, FinishedAt = finished, Errors = _errors, ErrorCounts = _counts },
            _ => _pending.Cancel(finished),
        };
    }

    // Applies an update as the server does.
    private static void Apply(BsonDocument update, BsonDocument document)
    {
        Assert.Equal(["$set", "$unset"], update.Names);
        document.Merge(update["$set"].AsBsonDocument, overwriteExistingElements: true);
        foreach (var name in update["$unset"].AsBsonDocument.Names)
        {
            document.Remove(name);
        }
    }

    private static void AssertSame(Operation expected, Operation actual)
    {
        Assert.Equal(expected.Errors, actual.Errors);
        Assert.Equal(expected.SkippedItems, actual.SkippedItems);
        Assert.Equal(expected.ErrorCounts, actual.ErrorCounts);
        Assert.Equal(
            expected with { Errors = [], SkippedItems = [], ErrorCounts = [] }, actual with { Errors = [], SkippedItems = [], ErrorCounts = [] });
    }
}
