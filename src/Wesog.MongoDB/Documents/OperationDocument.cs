using MongoDB.Bson;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Documents;

/// <summary>Encodes an operation as a document: <c>_id: {tenant, number}</c> and the <see cref="OperationFields"/>.</summary>
internal static class OperationDocument
{
    /// <summary>Encodes an operation that has a number.</summary>
    public static BsonDocument Encode(Operation operation, IdempotencyBinding? key = null)
    {
        var document = new BsonDocument
        {
            { OperationFields.Id, Ids.Operation(operation.Tenant, operation.Id) },
            { OperationFields.Method, WireNames.Of(operation.Method) },
            { OperationFields.Total, operation.Total },
            { OperationFields.Modes, Encode(operation.Modes) },
            { OperationFields.CreatedAt, Time(operation.CreatedAt) },
            { OperationFields.Label, operation.Label, operation.Label is not null },
            { OperationFields.SubmittedBy, operation.SubmittedBy, operation.SubmittedBy is not null },
            { OperationFields.RetryOf, operation.RetryOf, operation.RetryOf is not null },
            { OperationFields.Query, operation.Query, operation.Query is not null },
        };
        document.Merge(Progress(operation));
        return document.Add(OperationFields.Unfinished, true, !operation.IsFinished).Add(OperationFields.Key, key?.Key, key is not null);
    }

    /// <param name="document">The output of <see cref="Encode(Operation, IdempotencyBinding?)"/> with any other fields, decoded or raw.</param>
    /// <param name="mostErrors">The maximum number of errors and of skipped items to decode, from the first.</param>
    /// <exception cref="InvalidDataException">The state or the method is unknown.</exception>
    public static Operation Decode(BsonDocument document, int mostErrors = int.MaxValue)
    {
        var (id, modes) = (document[OperationFields.Id], document[OperationFields.Modes]);
        return new()
        {
            Id = id[OperationFields.Number].ToInt64(),
            Tenant = id[OperationFields.Tenant].AsString,
            Method = WireNames.TryParse(Text(OperationFields.Method), out OperationMethod method) ? method : throw Unknown(OperationFields.Method),
            State = WireNames.TryParse(Text(OperationFields.State), out OperationState state) ? state : throw Unknown(OperationFields.State),
            Total = document[OperationFields.Total].ToInt32(),
            Good = document[OperationFields.Good].ToInt32(),
            Bad = document[OperationFields.Bad].ToInt32(),
            Skipped = document[OperationFields.Skipped].ToInt32(),
            Modes = new(Mode(OperationFields.Strict), Mode(OperationFields.Subset), Mode(OperationFields.Urgent), Mode(OperationFields.Wait)),
            CreatedAt = Time(document[OperationFields.CreatedAt]),
            StartedAt = document.TryGetValue(OperationFields.StartedAt, out var startedAt) ? Time(startedAt) : null,
            FinishedAt = document.TryGetValue(OperationFields.FinishedAt, out var finishedAt) ? Time(finishedAt) : null,
            Errors = document.TryGetValue(OperationFields.Errors, out var errors) ? ItemDocuments.DecodeErrors(errors, mostErrors) : [],
            ErrorsTruncated = document[OperationFields.ErrorsTruncated].AsBoolean,
            SkippedItems = document.TryGetValue(OperationFields.SkippedItems, out var skipped) ? ItemDocuments.DecodeSkipped(skipped, mostErrors) : [],
            ErrorCounts = document.TryGetValue(OperationFields.ErrorCounts, out var counts) ? ItemDocuments.DecodeCounts(counts) : [],
            Label = OptionalText(OperationFields.Label),
            SubmittedBy = OptionalText(OperationFields.SubmittedBy),
            RetryOf = document.TryGetValue(OperationFields.RetryOf, out var retryOf) ? retryOf.ToInt64() : null,
            Query = OptionalText(OperationFields.Query),
            Failure = document.TryGetValue(OperationFields.Failure, out var failure)
                ? new(failure[OperationFields.Code].AsString, failure[OperationFields.Message].AsString)
                : null,
        };

        bool Mode(string mode) => modes[mode].AsBoolean;
        string? OptionalText(string field) => document.TryGetValue(field, out var text) ? text.AsString : null;
        string Text(string field) => document[field].AsString;
        InvalidDataException Unknown(string field) => new($"An operation in the store has an unknown {field}, \"{document[field]}\".");
    }

    /// <summary>
    /// Builds the update that sets an operation's final state and removes the fields that only unfinished operations have.
    /// </summary>
    public static BsonDocument Finish(Operation operation)
    {
        var progress = Progress(operation);
        string[] over = [OperationFields.Unfinished, OperationFields.Work, OperationFields.Parts, OperationFields.Fence];

        // An operation that an expired lease left running and that was then cancelled has no start time.
        string[] absent = progress.Contains(OperationFields.StartedAt) ? over : [.. over, OperationFields.StartedAt];
        return new()
        {
            { "$set", progress },
            { "$unset", new BsonDocument(absent.Select(field => new BsonElement(field, string.Empty))) },
        };
    }

    // The fields that change with the operation's state.
    private static BsonDocument Progress(Operation operation) => new()
    {
        { OperationFields.State, WireNames.Of(operation.State) },

        // The end of an edit by query sets it.
        { OperationFields.Total, operation.Total },
        { OperationFields.Good, operation.Good },
        { OperationFields.Bad, operation.Bad },
        { OperationFields.Skipped, operation.Skipped },
        { OperationFields.StartedAt, () => Time(operation.StartedAt!.Value), operation.StartedAt is not null },
        { OperationFields.FinishedAt, () => Time(operation.FinishedAt!.Value), operation.FinishedAt is not null },
        { OperationFields.Errors, () => ItemDocuments.Encode(operation.Errors), operation.Errors.Count > 0 },
        { OperationFields.ErrorsTruncated, operation.ErrorsTruncated },
        { OperationFields.SkippedItems, () => ItemDocuments.Encode(operation.SkippedItems), operation.SkippedItems.Count > 0 },
        { OperationFields.ErrorCounts, () => ItemDocuments.Encode(operation.ErrorCounts), operation.ErrorCounts.Count > 0 },
        {
            OperationFields.Failure,
            () => new BsonDocument { { OperationFields.Code, operation.Failure!.Code }, { OperationFields.Message, operation.Failure.Message } },
            operation.Failure is not null
        },
    };

    private static BsonDocument Encode(OperationModes modes) => new()
    {
        { OperationFields.Strict, modes.Strict },
        { OperationFields.Subset, modes.Subset },
        { OperationFields.Urgent, modes.Urgent },
        { OperationFields.Wait, modes.Wait },
    };

    private static BsonDateTime Time(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    private static DateTimeOffset Time(BsonValue time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.AsBsonDateTime.MillisecondsSinceEpoch);
}
