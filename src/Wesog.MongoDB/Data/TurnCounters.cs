using MongoDB.Bson;

namespace Wesog.MongoDB.Data;

/// <summary>What was counted of a tenant's operations as they were carried out.</summary>
/// <param name="Finished">How many were finished, ever, the cancelled ones not among them.</param>
/// <param name="FinishedBytes">The bytes of their items.</param>
/// <param name="Images">How many images the tenant has.</param>
internal readonly record struct TurnCounters(long Finished, long FinishedBytes, long Images)
{
    public static TurnCounters Decode(BsonDocument document) => new(
        document["finished"].AsInt64, document["finished_bytes"].AsInt64, document["images"].AsInt64);
}
