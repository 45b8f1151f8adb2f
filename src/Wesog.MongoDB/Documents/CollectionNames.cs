namespace Wesog.MongoDB.Documents;

/// <summary>The names of the store's collections.</summary>
internal static class CollectionNames
{
    /// <summary><c>_id: {tenant, id}</c>: an image, its members as BSON values.</summary>
    public const string Images = "images";

    /// <summary><c>_id: {tenant, number}</c>: an operation.</summary>
    public const string Operations = "operations";

    /// <summary><c>_id: {tenant, number, part}</c>: the items of an unfinished operation, split to fit the document size limit.</summary>
    public const string Work = "work";

    /// <summary><c>_id: {tenant, key}</c>: the binding of an idempotency key.</summary>
    public const string Keys = "keys";

    /// <summary><c>_id: tenant</c>: the counters of accepted, cancelled and removed operations.</summary>
    public const string Tenants = "tenants";

    /// <summary><c>_id: tenant</c>: the lease's owner and expiry.</summary>
    public const string Leases = "leases";

    /// <summary><c>_id: tenant</c>: the current fencing token, and the counters of executed operations.</summary>
    public const string Turns = "turns";

    /// <summary><c>_id</c> is the host id: the host's sessions, and the expiry of its registration.</summary>
    public const string Hosts = "hosts";

    /// <summary><c>_id: "schema"</c>: the schema version of the database. <c>_id: "clock"</c>: the state of the engines' clock.</summary>
    public const string About = "about";

    public static IReadOnlyList<string> All { get; } = [Images, Operations, Work, Keys, Tenants, Leases, Turns, Hosts, About];
}
