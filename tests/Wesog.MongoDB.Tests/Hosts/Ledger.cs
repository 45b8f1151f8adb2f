using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>
/// What the server's own log says of the ends of operations, in order of commit and as often as each was written: a witness
/// that has nothing to do with the engines.
/// </summary>
internal sealed class Ledger : IAsyncDisposable
{
    private readonly IMongoCollection<BsonDocument> _seals;
    private readonly IChangeStreamCursor<ChangeStreamDocument<BsonDocument>> _changes;

    private Ledger(IMongoCollection<BsonDocument> seals, IChangeStreamCursor<ChangeStreamDocument<BsonDocument>> changes) =>
        (_seals, _changes) = (seals, changes);

    /// <summary>Begins with what is committed after this.</summary>
    public static async Task<Ledger> OpenAsync(TestDatabase database) =>
        new(database.Collection("seals"), await database.Database.WatchAsync());

    /// <summary>All ends since it was read last.</summary>
    public async Task<IReadOnlyList<End>> ReadAsync()
    {
        var seal = Guid.NewGuid().ToString("N");
        await _seals.InsertOneAsync(new("_id", seal));
        var ends = new List<End>();
        while (await _changes.MoveNextAsync())
        {
            foreach (var change in _changes.Current)
            {
                if (change.DocumentKey?["_id"] == seal)
                {
                    return ends;
                }

                if (EndOf(change) is { } end)
                {
                    ends.Add(end);
                }
            }
        }

        throw new InvalidOperationException("The server's log ended.");
    }

    public ValueTask DisposeAsync()
    {
        _changes.Dispose();
        return ValueTask.CompletedTask;
    }

    private static End? EndOf(ChangeStreamDocument<BsonDocument> change)
    {
        if (change.CollectionNamespace?.CollectionName != "operations")
        {
            return null;
        }

        var members = change.OperationType == ChangeStreamOperationType.Insert ? change.FullDocument : change.UpdateDescription?.UpdatedFields;
        return members?.GetValue("state", null) is BsonString text
            && WireNames.TryParse(text.Value, out OperationState state)
            && state is not (OperationState.Pending or OperationState.Running)
                ? new(change.DocumentKey["_id"]["tenant"].AsString, change.DocumentKey["_id"]["number"].AsInt64, state)
                : null;
    }
}
