using MongoDB.Bson;

namespace Wesog.MongoDB.Documents;

/// <summary>
/// The <c>_id</c>s of documents: the tenant first, so that a tenant's documents are neighbours and a cluster can shard by
/// <c>_id</c>. Their members stand in one order always: documents are compared member by member.
/// </summary>
internal static class Ids
{
    public static BsonDocument Of(string tenant, string member, BsonValue value) => new() { { "tenant", tenant }, { member, value } };

    public static BsonDocument Image(string tenant, string id) => Of(tenant, "id", id);

    public static BsonDocument Operation(string tenant, long number) => Of(tenant, "number", number);

    public static BsonDocument Idempotency(string tenant, string key) => Of(tenant, "key", key);

    public static BsonDocument Part(string tenant, long number, int part) => Operation(tenant, number).Add("part", part);

    /// <summary>All of a tenant's, below a bound where there is one.</summary>
    public static BsonDocument Range(string tenant, string member, BsonValue? before = null) => new()
    {
        { "$gt", Of(tenant, member, BsonMinKey.Value) },
        { "$lt", Of(tenant, member, before ?? BsonMaxKey.Value) },
    };

    public static BsonDocument Operations(string tenant, IEnumerable<long> numbers) =>
        new("_id", new BsonDocument("$in", new BsonArray(numbers.Select(number => Operation(tenant, number)))));
}
