using MongoDB.Bson;
using MongoDB.Driver;

namespace Wesog.MongoDB.Hosts;

/// <summary>Converts the ids of server sessions.</summary>
internal static class SessionIds
{
    public static Guid Of(IClientSessionHandle session) => Decode(session.ServerSession.Id["id"]);

    public static Guid Decode(BsonValue id) => id.AsBsonBinaryData.ToGuid(GuidRepresentation.Standard);

    public static BsonValue Encode(Guid id) => new BsonBinaryData(id, GuidRepresentation.Standard);
}
