using MongoDB.Bson;

namespace Wesog.MongoDB.Data;

/// <summary>The time by which leases count: the server's, whose hosts may disagree; or, for tests, a given clock's.</summary>
internal sealed class LeaseClock(TimeProvider? timeProvider)
{
    /// <summary>The time as an expression of the server's.</summary>
    public BsonValue Now => timeProvider is null ? "$$NOW" : new BsonDateTime(timeProvider.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>A time as far ahead as a lease lives.</summary>
    public BsonDocument After(TimeSpan duration) => new("$add", new BsonArray { Now, (long)duration.TotalMilliseconds });
}
