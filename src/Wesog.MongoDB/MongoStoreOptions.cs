namespace Wesog.MongoDB;

/// <summary>How the store uses its server.</summary>
public sealed class MongoStoreOptions
{
    /// <summary>The database that holds everything; made at the first start. Hosts that name the same one share its queue.</summary>
    public string Database { get; set; } = "wesog";
}
