using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Telemetry;

namespace Wesog.MongoDB.Hosts;

/// <summary>
/// Ends server sessions, and the transactions that are open in them. A user may end its own sessions; those of another
/// user only with the right <c>killAnySession</c> on the cluster.
/// </summary>
internal sealed class SessionTermination(IMongoDatabase database, ILogger logger)
{
    // Unauthorized, CommandNotFound, CommandNotSupported, and what a hosted server says of commands that it does not offer.
    private static readonly HashSet<int> Refusals = [13, 59, 115, 8000];

    private readonly IMongoDatabase _admin = database.Client.GetDatabase("admin");
    private int _isLogged;

    /// <summary>Who this host signs in as, <c>name@database</c>; null without authentication.</summary>
    public async Task<string?> ReadUserAsync(CancellationToken cancellationToken)
    {
        var status = await _admin
            .RunCommandAsync<BsonDocument>(new BsonDocument("connectionStatus", 1), cancellationToken: cancellationToken).ConfigureAwait(false);
        var user = status["authInfo"]["authenticatedUsers"].AsBsonArray.FirstOrDefault();
        return user is null ? null : $"{user["user"].AsString}@{user["db"].AsString}";
    }

    /// <summary>Checks whether sessions of some users can be ended, with ids that no session has. Logs it once if they cannot.</summary>
    public async Task CheckAsync(string? own, IEnumerable<string?> users, CancellationToken cancellationToken)
    {
        foreach (var user in users.Prepend(own).Distinct())
        {
            await TryEndAsync([Guid.NewGuid()], user, own, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns false if this host may not end them.</summary>
    /// <param name="sessions">Which.</param>
    /// <param name="user">Whose they are.</param>
    /// <param name="own">Who this host signs in as.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> TryEndAsync(
        IReadOnlyCollection<Guid> sessions, string? user, string? own, CancellationToken cancellationToken)
    {
        // To the server an empty list means all sessions of this user.
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
                LogRefusal(refused, isOwn: user == own);
            }

            return false;
        }
    }

    private void LogRefusal(Exception refusal, bool isOwn)
    {
        if (isOwn)
        {
            logger.SessionsNotEnded(refusal, "this user", "Let the user run the command killSessions.");
        }
        else
        {
            logger.SessionsNotEnded(refusal, "another user", "Grant killAnySession on the cluster, or let all hosts sign in as one user.");
        }
    }

    // A session belongs to a user: to the server its id is the random number and a hash of the user's name.
    private static BsonDocument Id(Guid session, string? user)
    {
        var id = new BsonDocument("id", SessionIds.Encode(session));
        return user is null ? id : id.Add("uid", new BsonBinaryData(SHA256.HashData(Encoding.UTF8.GetBytes(user))));
    }
}
