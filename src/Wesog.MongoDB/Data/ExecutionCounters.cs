using MongoDB.Bson;

namespace Wesog.MongoDB.Data;

/// <summary>A tenant's counters of executed operations and images.</summary>
/// <param name="Finished">The total number of finished operations, without cancelled ones.</param>
/// <param name="FinishedBytes">The size of their items in bytes.</param>
/// <param name="Images">The number of the tenant's images.</param>
internal readonly record struct ExecutionCounters(long Finished, long FinishedBytes, long Images)
{
    public static ExecutionCounters Decode(BsonDocument document) => new(
        document["finished"].AsInt64, document["finished_bytes"].AsInt64, document["images"].AsInt64);
}
