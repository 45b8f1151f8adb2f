namespace Wesog.MongoDB;

/// <summary>Options of the MongoDB store.</summary>
public sealed class MongoStoreOptions
{
    /// <summary>The database name. The store creates it at the first start. Hosts with the same database share its queue.</summary>
    public string Database { get; set; } = "wesog";
}
