using MongoDB.Bson;

namespace Wesog.MongoDB.Documents;

/// <summary>
/// Builds document <c>_id</c>s. The tenant comes first, so that a tenant's documents are adjacent and a cluster can shard
/// by <c>_id</c>. The member order is fixed, because BSON compares documents member by member.
/// </summary>
internal static class Ids
{
    public static BsonDocument Of(string tenant, string member, BsonValue value) => new() { { "tenant", tenant }, { member, value } };

    /// <summary>Matches the document of a tenant, in a collection that has one per tenant.</summary>
    public static BsonDocument Tenant(string tenant) => new("_id", tenant);

    public static BsonDocument Image(string tenant, string id) => Of(tenant, "id", id);

    public static BsonDocument Operation(string tenant, long number) => Of(tenant, "number", number);

    public static BsonDocument Idempotency(string tenant, string key) => Of(tenant, "key", key);

    public static BsonDocument Part(string tenant, long number, int part) => Operation(tenant, number).Add("part", part);

    /// <summary>Matches all of a tenant's documents, or those between two bounds.</summary>
    public static BsonDocument Range(string tenant, string member, BsonValue? before = null, BsonValue? after = null) => new()
    {
        { "$gt", Of(tenant, member, after ?? BsonMinKey.Value) },
        { "$lt", Of(tenant, member, before ?? BsonMaxKey.Value) },
    };

    /// <summary>
    /// Matches all of a tenant's operations. The range of <c>_id</c> targets one shard; the tenant matches the first member of the indexes.
    /// </summary>
    public static BsonDocument Operations(string tenant) => new() { { "_id", Range(tenant, "number") }, { "_id.tenant", tenant } };

    public static BsonDocument Operations(string tenant, IEnumerable<long> numbers) =>
        new("_id", new BsonDocument("$in", new BsonArray(numbers.Select(number => Operation(tenant, number)))));
}
