using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>
/// Reads from the server's change stream every write of a final state, in commit order. Independent of the engines under
/// test.
/// </summary>
internal sealed class Ledger : IAsyncDisposable
{
    private readonly IMongoCollection<BsonDocument> _markers;
    private readonly IChangeStreamCursor<ChangeStreamDocument<BsonDocument>> _changes;

    private Ledger(IMongoCollection<BsonDocument> markers, IChangeStreamCursor<ChangeStreamDocument<BsonDocument>> changes) =>
        (_markers, _changes) = (markers, changes);

    /// <summary>Opens a ledger that starts with the next commit.</summary>
    public static async Task<Ledger> OpenAsync(TestDatabase database) =>
        new(database.Collection("seals"), await database.Database.WatchAsync());

    /// <summary>Returns all final states that were written since the last read.</summary>
    public async Task<IReadOnlyList<End>> ReadAsync()
    {
        var marker = Guid.NewGuid().ToString("N");
        await _markers.InsertOneAsync(new("_id", marker));
        var ends = new List<End>();
        while (await _changes.MoveNextAsync())
        {
            foreach (var change in _changes.Current)
            {
                if (change.DocumentKey?["_id"] == marker)
                {
                    return ends;
                }

                if (EndOf(change) is { } end)
                {
                    ends.Add(end);
                }
            }
        }

        throw new InvalidOperationException("The change stream ended.");
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
