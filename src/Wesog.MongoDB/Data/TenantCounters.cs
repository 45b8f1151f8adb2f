using MongoDB.Bson;

namespace Wesog.MongoDB.Data;

/// <summary>A tenant's counters of accepted, cancelled and removed operations.</summary>
/// <param name="LastNumber">The last assigned number.</param>
/// <param name="Accepted">The total number of accepted operations.</param>
/// <param name="AcceptedBytes">The size of their items in bytes.</param>
/// <param name="Canceled">The number of cancelled operations.</param>
/// <param name="CanceledBytes">The size of the cancelled operations' items in bytes.</param>
/// <param name="Removed">The number of operations that retention has removed.</param>
internal readonly record struct TenantCounters(
    long LastNumber, long Accepted, long AcceptedBytes, long Canceled, long CanceledBytes, long Removed)
{
    public static TenantCounters Decode(BsonDocument document) => new(
        document["last_number"].AsInt64,
        document["accepted"].AsInt64,
        document["accepted_bytes"].AsInt64,
        document["canceled"].AsInt64,
        document["canceled_bytes"].AsInt64,
        document["removed"].AsInt64);
}
