using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Telemetry;

namespace Wesog.MongoDB.Hosts;

/// <summary>
/// Ends server sessions, which aborts their open transactions. A user may end its own sessions. Ending those of another user requires the
/// <c>killAnySession</c> privilege on the cluster.
/// </summary>
internal sealed class SessionTermination(IMongoDatabase database, ILogger logger)
{
    // Unauthorized, CommandNotFound, CommandNotSupported, and AtlasError (a hosted server that does not offer the command).
    private static readonly HashSet<int> Refusals = [13, 59, 115, 8000];

    private readonly IMongoDatabase _admin = database.Client.GetDatabase("admin");
    private int _isLogged;

    /// <summary>Returns the user that this host authenticates as, <c>name@database</c>; null without authentication.</summary>
    public async Task<string?> ReadUserAsync(CancellationToken cancellationToken)
    {
        var status = await _admin
            .RunCommandAsync<BsonDocument>(new BsonDocument("connectionStatus", 1), cancellationToken: cancellationToken).ConfigureAwait(false);
        var user = status["authInfo"]["authenticatedUsers"].AsBsonArray.FirstOrDefault();
        return user is null ? null : $"{user["user"].AsString}@{user["db"].AsString}";
    }

    /// <summary>Checks whether this host can end the users' sessions, with ids that no session has. Logs once if it cannot.</summary>
    public async Task CheckAsync(string? own, IEnumerable<string?> users, CancellationToken cancellationToken)
    {
        foreach (var user in users.Prepend(own).Distinct())
        {
            await TryEndAsync([Guid.NewGuid()], user, own, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Ends sessions of a user. Returns false if this host, which authenticates as <paramref name="own"/>, may not end them.
    /// </summary>
    public async Task<bool> TryEndAsync(IReadOnlyCollection<Guid> sessions, string? user, string? own, CancellationToken cancellationToken)
    {
        // To the server, an empty list means all sessions of this user.
        if (sessions.Count == 0)
        {
            return true;
        }

        var ids = new BsonArray(sessions.Select(session => Id(session, user == own ? null : user)));
        try
        {
            await _admin
                .RunCommandAsync<BsonDocument>(new BsonDocument("killSessions", ids), cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            return true;
        }
        catch (MongoCommandException refused) when (Refusals.Contains(refused.Code))
        {
            if (Interlocked.Exchange(ref _isLogged, 1) == 0)
            {
                var (whose, advice) = user == own
                    ? ("this user", "Let the user run the command killSessions.")
                    : ("another user", "Grant killAnySession on the cluster, or let all hosts sign in as one user.");
                logger.SessionsNotEnded(refused, whose, advice);
            }

            return false;
        }
    }

    // The server identifies a session by a random number and a hash of its user's name.
    private static BsonDocument Id(Guid session, string? user)
    {
        var id = new BsonDocument("id", SessionIds.Encode(session));
        return user is null ? id : id.Add("uid", new BsonBinaryData(SHA256.HashData(Encoding.UTF8.GetBytes(user))));
    }
}
