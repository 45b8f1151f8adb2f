using MongoDB.Bson;

namespace Wesog.MongoDB.Data;

/// <summary>What was counted of a tenant's operations as they were accepted, cancelled and forgotten.</summary>
/// <param name="LastNumber">The number given last.</param>
/// <param name="Accepted">How many were accepted, ever.</param>
/// <param name="AcceptedBytes">The bytes of their items.</param>
/// <param name="Canceled">How many of them were cancelled.</param>
/// <param name="CanceledBytes">The bytes of their items.</param>
/// <param name="Removed">How many of them are kept no more.</param>
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
