using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Files;
using Wesog.Sqlite.Indexing;
using Wesog.Sqlite.Queueing;
using Wesog.Sqlite.Telemetry;
using Wesog.Sqlite.Writing;
using Wesog.Storage;

namespace Wesog.Sqlite;

/// <summary>Holds the resources of an open store.</summary>
internal sealed class SqliteSession(string path, TimeProvider clock, ImageIndex terms, ILogger logger) : IAsyncDisposable
{
    private const int CachedPayloadBytes = 32 << 20;

    private readonly TenantIndex _tenants = new(clock);
    private FileOwnership? _ownership;
    private Connection? _anchor;
    private ReaderPool? _readers;
    private ReaderPool? _engineReaders;
    private ImageScans? _scans;
    private Writer? _writer;
    private IndexKeeper? _indexKeeper;
    private StoreDamagedException? _damage;
    private long _fencingToken;
    private bool _disposed;

    public Database Database { get; } = new(path);

    public TenantIndex Tenants => Opened(_tenants);

    public ReaderPool Readers => Opened(_readers);

    public ImageScans Scans => Opened(_scans);

    /// <summary>Runs the reads of probes and of maintenance, which never wait for a tenant's reads or for each other.</summary>
    public ReaderPool EngineReaders => Opened(_engineReaders);

    public TenantReads Probes { get; } = new();

    public TenantReads Maintenance { get; } = new();

    public Writer Writer => Opened(_writer);

    /// <summary>Damage that a call met and could do without. The next probe reports it.</summary>
    public StoreDamagedException? Damage
    {
        get => Volatile.Read(ref _damage);
        set => Volatile.Write(ref _damage, value);
    }

    /// <summary>The index of images.</summary>
    public StoreIndex Index { get; } = new(terms);

    public IndexKeeper IndexKeeper => Opened(_indexKeeper);

    public PayloadCache Payloads { get; } = new(CachedPayloadBytes);

    public Task OpenAsync()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteImageStore));
        return Task.Run(Open);
    }

    /// <summary>Returns a lease with a fencing token that is higher than every earlier one, including those of earlier sessions.</summary>
    public Lease NewLease(string tenant, LeaseOptions leaseOptions) => new(tenant, leaseOptions, Interlocked.Increment(ref _fencingToken));

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_indexKeeper is not null)
        {
            await _indexKeeper.DisposeAsync().ConfigureAwait(false);
        }

        if (_writer is not null)
        {
            await _writer.CompleteAsync().ConfigureAwait(false);
        }

        foreach (var pool in new[] { _readers, _engineReaders }.OfType<ReaderPool>())
        {
            await pool.DisposeAsync().ConfigureAwait(false);
        }

        // Closing the last connection that can write checkpoints the log into the database and deletes it.
        _anchor?.Dispose();
        _writer?.Dispose();
        _ownership?.Dispose();
        _tenants.Dispose();
    }

    private void Open()
    {
        DatabaseFile.RequirePath(path);
        Database.Ownership = _ownership = FileOwnership.Take(path);
        Connection? connection = null;
        try
        {
            connection = DatabaseFile.Open(Database);
            Load(connection);
            DeleteProbe(connection);
            OpenIndex(connection);

            // While this connection is open, the log stays the same file: SQLite deletes it with the last connection, and a writer may be reopened.
            _anchor = Database.OpenReader();
            Database.VerifyGeneration(_anchor);
            _ownership.WatchLog();
        }
        catch (Exception failure)
        {
            _anchor?.Dispose();
            connection?.Dispose();
            _ownership.Dispose();
            Database.Ownership = _ownership = null;
            if (failure is SqliteException or StoreDamagedException)
            {
                throw DatabaseFile.Explain(failure, path);
            }

            throw;
        }

        // A single tenant gets all connections but one.
        _readers = new(Database, Math.Clamp(Environment.ProcessorCount, 2, 8) + 1);
        _scans = new(_readers, this);
        _engineReaders = new(Database, size: 2);
        _writer = new(Database, connection);
        _indexKeeper = new(Index, _writer, clock, logger);
    }

    private void Load(Connection connection)
    {
        // One transaction: another engine that opens the file meanwhile gets another generation.
        connection.Run("BEGIN IMMEDIATE");
        connection.Run("UPDATE store SET generation = generation + 1");
        var generation = connection.Number("SELECT generation FROM store");
        _ownership!.Generation = generation;
        _fencingToken = generation << 32;
        TenantRows.Load(connection).ForEach(tenant => Load(connection, tenant));
        connection.Run("COMMIT");
    }

    private void Load(Connection connection, LoadedTenant loaded)
    {
        Damage ??= loaded.TotalsDamage;
        var tenant = _tenants.FindOrAdd(loaded.Name);
        tenant.Row = loaded.Row;
        var numbers = new HashSet<long>();
        foreach (var operation in OperationRows.Unfinished(connection, loaded.Row, loaded.Name).OrderBy(found => found.Damage is not null))
        {
            // The number of a damaged operation may be that of another, or of one that is accepted later.
            var number = operation.Operation.Id;
            if (operation.Damage is null || (number > 0 && number <= loaded.Totals.Queue.LastNumber && !numbers.Contains(number)))
            {
                numbers.Add(number);
                tenant.Queue.Add(operation);
            }
            else
            {
                Damage ??= operation.Damage;
            }
        }
    }

    // Beside the transaction that loads: SQLite lets no transaction that met damage commit, and the engine needs no probe.
    private void DeleteProbe(Connection connection)
    {
        try
        {
            PayloadRows.DeleteProbe(connection);
        }
        catch (StoreDamagedException damage)
        {
            Damage ??= damage;
        }
    }

    // Without an index, the store works as well.
    private void OpenIndex(Connection connection)
    {
        try
        {
            connection.Run("BEGIN IMMEDIATE");
            var progress = Index.Open(connection);
            connection.Run("COMMIT");
            Index.Keep(progress);
        }
        catch (StoreDamagedException damage) when (connection.InTransaction)
        {
            connection.Run("ROLLBACK");
            StoreIndex.GiveUp(connection);
            logger.IndexDamaged(damage, "It is built anew at the next start");
        }
    }

    private T Opened<T>(T? part)
        where T : class
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteImageStore));
        _ownership?.Require();
        return _writer is not null && part is not null ? part : throw new InvalidOperationException("The store is not open.");
    }
}
