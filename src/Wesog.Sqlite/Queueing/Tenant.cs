using Wesog.Sqlite.Data;
using Wesog.Storage;

namespace Wesog.Sqlite.Queueing;

/// <summary>A tenant of the open file: its queue, and its row.</summary>
internal sealed class Tenant(string name, TimeProvider clock) : IDisposable
{
    private long _row;

    public string Name { get; } = name;

    public TenantQueue Queue { get; } = new(clock);

    /// <summary>Its running and waiting reads.</summary>
    public TenantReads Reads { get; } = new();

    /// <summary>Its long queries, running and waiting.</summary>
    public TenantReads Queries { get; } = new();

    /// <summary>Its exports, running and waiting.</summary>
    public TenantReads Exports { get; } = new();

    /// <summary>Serializes the commits, so that an image does not change between its read and its write.</summary>
    public SemaphoreSlim Committing { get; } = new(1, 1);

    /// <summary>The id of its committed row; until the first commit 0, which no row has.</summary>
    public long Row
    {
        get => Volatile.Read(ref _row);
        set => Volatile.Write(ref _row, value);
    }

    /// <summary>Returns the id of its row in a write transaction, which inserts the row if necessary. Set <see cref="Row"/> after the commit.</summary>
    public long RowIn(Connection connection) => Row is not 0 and var row ? row : TenantRows.FindOrAdd(connection, Name);

    public void Dispose() => Committing.Dispose();
}
