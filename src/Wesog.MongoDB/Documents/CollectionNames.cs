namespace Wesog.MongoDB.Documents;

/// <summary>The collections of a database that is a store.</summary>
internal static class CollectionNames
{
    /// <summary><c>_id: {tenant, id}</c>: an image's members as BSON values.</summary>
    public const string Images = "images";

    /// <summary><c>_id: {tenant, number}</c>.</summary>
    public const string Operations = "operations";

    /// <summary><c>_id: {tenant, number, part}</c>: the items of an unfinished operation, below the size of a document.</summary>
    public const string Work = "work";

    /// <summary><c>_id: {tenant, key}</c>: what an idempotency key is bound to.</summary>
    public const string Keys = "keys";

    /// <summary><c>_id: tenant</c>: the counters that accepting, cancelling and forgetting operations move.</summary>
    public const string Tenants = "tenants";

    /// <summary><c>_id: tenant</c>: who holds the turn, and until when.</summary>
    public const string Leases = "leases";

    /// <summary><c>_id: tenant</c>: the fence of the last turn, and the counters that carrying it out moves.</summary>
    public const string Turns = "turns";

    /// <summary><c>_id</c> names a host: the sessions that it writes in, and until when it counts as alive.</summary>
    public const string Hosts = "hosts";

    /// <summary><c>_id: "schema"</c>: the version of the form of all documents.</summary>
    public const string About = "about";

    public static IReadOnlyList<string> All { get; } = [Images, Operations, Work, Keys, Tenants, Leases, Turns, Hosts, About];
}
