using MongoDB.Bson;
using Wesog.MongoDB.Documents;
using Wesog.MongoDB.Initialization;
using Wesog.Operations;

namespace Wesog.MongoDB.Data;

/// <summary>Selects the operations of a query, newest first.</summary>
internal static class OperationFilter
{
    /// <summary>Returns the filter, the order, and the index to use; null to let the server choose.</summary>
    public static (BsonDocument Filter, BsonDocument Sort, BsonValue? Hint) Of(string tenant, OperationQuery query)
    {
        if (!query.HasFilter)
        {
            return (new("_id", BelowNumber(tenant, query)), new("_id", -1), null);
        }

        // Each state and method is one range of the index, in order of the numbers. The server merges the ranges without sorting them.
        BsonArray states = [.. (query.States.Count > 0 ? query.States.Distinct() : Enum.GetValues<OperationState>()).Select(WireNames.Of)];
        BsonArray methods = [.. (query.Methods.Count > 0 ? query.Methods.Distinct() : Enum.GetValues<OperationMethod>()).Select(WireNames.Of)];
        var filter = new BsonDocument
        {
            { "_id", BelowNumber(tenant, query) },
            { "_id.tenant", tenant },
            { OperationFields.State, new BsonDocument("$in", states) },
            { OperationFields.Method, new BsonDocument("$in", methods) },
            { "_id.number", new BsonDocument("$lt", query.Before ?? long.MaxValue) },
            { OperationFields.Label, query.Label, query.Label is not null },
            { OperationFields.CreatedAt, () => Period(query.CreatedFrom, query.CreatedBefore), (query.CreatedFrom ?? query.CreatedBefore) is not null },
            { OperationFields.FinishedAt, () => Period(query.FinishedFrom, query.FinishedBefore), (query.FinishedFrom ?? query.FinishedBefore) is not null },
        };
        BsonValue? hint = query.Label is not null ? Indexes.Labels : query.HasTimes ? null : Indexes.StateAndMethod;
        return (filter, new("_id.number", -1), hint);
    }

    private static BsonDocument Period(DateTimeOffset? from, DateTimeOffset? before) => new()
    {
        { "$gte", () => Time(from!.Value), from is not null },
        { "$lt", () => Time(before!.Value), before is not null },
    };

    private static BsonDateTime Time(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    private static BsonDocument BelowNumber(string tenant, OperationQuery query) =>
        Ids.Range(tenant, "number", query.Before is { } before ? before : null);
}
