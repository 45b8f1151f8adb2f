using MongoDB.Bson;

namespace Wesog.MongoDB.Hosts;

/// <summary>A host's registration in the database.</summary>
/// <param name="Id">The host id: the machine name and a random part.</param>
/// <param name="User">The user that the host authenticates as, <c>name@database</c>; null without authentication.</param>
/// <param name="Owners">The owners of the leases that the host takes.</param>
/// <param name="Sessions">The server sessions in which the host writes.</param>
/// <param name="Until">When the registration expires, by the server's clock.</param>
/// <param name="Remaining">The time until the registration expires; negative if it has expired.</param>
internal sealed record RegisteredHost(
    string Id, string? User, IReadOnlyList<string> Owners, IReadOnlyList<Guid> Sessions, BsonValue Until, TimeSpan Remaining);
