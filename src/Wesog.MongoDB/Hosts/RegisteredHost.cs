using MongoDB.Bson;

namespace Wesog.MongoDB.Hosts;

/// <summary>A host as the database knows it.</summary>
/// <param name="Id">Names it: its machine, and a random part.</param>
/// <param name="User">Who it signs in as, <c>name@database</c>; null without authentication.</param>
/// <param name="Owners">The owners of the leases that it takes.</param>
/// <param name="Sessions">The server sessions in which it writes.</param>
/// <param name="Until">When its registration expires, by the server's clock, unless it is renewed.</param>
/// <param name="Remaining">How far ahead that is; negative if it has expired.</param>
internal sealed record RegisteredHost(
    string Id, string? User, IReadOnlyList<string> Owners, IReadOnlyList<Guid> Sessions, BsonValue Until, TimeSpan Remaining);
