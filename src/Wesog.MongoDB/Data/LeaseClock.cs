using MongoDB.Bson;

namespace Wesog.MongoDB.Data;

/// <summary>Provides the time for leases: the server's clock, because hosts' clocks may differ, or a test clock.</summary>
internal sealed class LeaseClock(TimeProvider? timeProvider)
{
    /// <summary>The current time, as an aggregation expression.</summary>
    public BsonValue Now => timeProvider is null ? "$$NOW" : new BsonDateTime(timeProvider.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The current time plus a duration, as an aggregation expression.</summary>
    public BsonDocument After(TimeSpan duration) => new("$add", new BsonArray { Now, (long)duration.TotalMilliseconds });
}
