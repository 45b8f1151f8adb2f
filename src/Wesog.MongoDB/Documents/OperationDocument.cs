using MongoDB.Bson;
using Wesog.Operations;

namespace Wesog.MongoDB.Documents;

/// <summary>Encodes an operation as a document: <c>_id: {tenant, number}</c> and the <see cref="OperationFields"/>.</summary>
internal static class OperationDocument
{
    /// <summary>Encodes an operation that has a number.</summary>
    public static BsonDocument Encode(Operation operation)
    {
        var document = new BsonDocument
        {
            { OperationFields.Id, Ids.Operation(operation.Tenant, operation.Id) },
            { OperationFields.Method, WireNames.Of(operation.Method) },
            { OperationFields.Total, operation.Total },
            { OperationFields.Modes, Encode(operation.Modes) },
            { OperationFields.CreatedAt, Time(operation.CreatedAt) },
        };
        document.Merge(Course(operation));
        return document.Add(OperationFields.Unfinished, true, !operation.IsFinished);
    }

    /// <param name="document">The output of <see cref="Encode(Operation)"/> with any other fields, decoded or raw.</param>
    /// <param name="mostErrors">The maximum number of errors and of skipped items to decode, from the first.</param>
    /// <exception cref="InvalidDataException">The state or the method is unknown.</exception>
    public static Operation Decode(BsonDocument document, int mostErrors = int.MaxValue)
    {
        var id = document[OperationFields.Id].AsBsonDocument;
        return new()
        {
            Id = id[OperationFields.Number].ToInt64(),
            Tenant = id[OperationFields.Tenant].AsString,
            Method = WireNames.TryParse(document[OperationFields.Method].AsString, out OperationMethod method)
                ? method
                : throw Unknown(document, OperationFields.Method),
            State = WireNames.TryParse(document[OperationFields.State].AsString, out OperationState state)
                ? state
                : throw Unknown(document, OperationFields.State),
            Total = document[OperationFields.Total].ToInt32(),
            Good = document[OperationFields.Good].ToInt32(),
            Bad = document[OperationFields.Bad].ToInt32(),
            Skipped = document[OperationFields.Skipped].ToInt32(),
            Modes = DecodeModes(document[OperationFields.Modes].AsBsonDocument),
            CreatedAt = Time(document[OperationFields.CreatedAt]),
            StartedAt = OptionalTime(document, OperationFields.StartedAt),
            FinishedAt = OptionalTime(document, OperationFields.FinishedAt),
            Errors = document.TryGetValue(OperationFields.Errors, out var errors) ? ErrorDocument.Decode(errors.AsBsonArray, mostErrors) : [],
            ErrorsTruncated = document[OperationFields.ErrorsTruncated].AsBoolean,
            SkippedItems = document.TryGetValue(OperationFields.SkippedItems, out var skipped) ? SkippedDocument.Decode(skipped.AsBsonArray, mostErrors) : [],
            ErrorCounts = document.TryGetValue(OperationFields.ErrorCounts, out var counts) ? ErrorCountDocument.Decode(counts.AsBsonArray) : [],
        };
    }

    /// <summary>
    /// Builds the update that sets an operation's final state and removes the fields that only unfinished operations
    /// have.
    /// </summary>
    public static BsonDocument Finish(Operation operation)
    {
        var course = Course(operation);
        string[] over = [OperationFields.Unfinished, OperationFields.Work, OperationFields.Parts, OperationFields.Fence];

        // An operation that an expired lease left running and that was then cancelled has no start time.
        string[] absent = course.Contains(OperationFields.StartedAt) ? over : [.. over, OperationFields.StartedAt];
        return new()
        {
            { "$set", course },
            { "$unset", new BsonDocument(absent.Select(field => new BsonElement(field, string.Empty))) },
        };
    }

    // The fields that change with the operation's state.
    private static BsonDocument Course(Operation operation) => new()
    {
        { OperationFields.State, WireNames.Of(operation.State) },
        { OperationFields.Good, operation.Good },
        { OperationFields.Bad, operation.Bad },
        { OperationFields.Skipped, operation.Skipped },
        { OperationFields.StartedAt, () => Time(operation.StartedAt!.Value), operation.StartedAt is not null },
        { OperationFields.FinishedAt, () => Time(operation.FinishedAt!.Value), operation.FinishedAt is not null },
        { OperationFields.Errors, () => ErrorDocument.Encode(operation.Errors), operation.Errors.Count > 0 },
        { OperationFields.ErrorsTruncated, operation.ErrorsTruncated },
        { OperationFields.SkippedItems, () => SkippedDocument.Encode(operation.SkippedItems), operation.SkippedItems.Count > 0 },
        { OperationFields.ErrorCounts, () => ErrorCountDocument.Encode(operation.ErrorCounts), operation.ErrorCounts.Count > 0 },
    };

    private static BsonDocument Encode(OperationModes modes) => new()
    {
        { OperationFields.Strict, modes.Strict },
        { OperationFields.Subset, modes.Subset },
        { OperationFields.Urgent, modes.Urgent },
        { OperationFields.Wait, modes.Wait },
    };

    private static OperationModes DecodeModes(BsonDocument modes) => new(
        modes[OperationFields.Strict].AsBoolean,
        modes[OperationFields.Subset].AsBoolean,
        modes[OperationFields.Urgent].AsBoolean,
        modes[OperationFields.Wait].AsBoolean);

    private static BsonDateTime Time(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    private static DateTimeOffset Time(BsonValue time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.AsBsonDateTime.MillisecondsSinceEpoch);

    private static DateTimeOffset? OptionalTime(BsonDocument document, string field) =>
        document.TryGetValue(field, out var time) ? Time(time) : null;

    private static InvalidDataException Unknown(BsonDocument document, string field) =>
        new($"The store has an operation with the {field} \"{document[field]}\", which is none.");
}
