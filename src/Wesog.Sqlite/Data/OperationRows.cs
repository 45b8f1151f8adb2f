using System.Text;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Sqlite.Data;

/// <summary>
/// Reads and writes the table of operations. Each row has two checksums, which every read verifies: one of what its acceptance writes, and
/// one of what a failed attempt or its end writes.
/// </summary>
internal static class OperationRows
{
    public const string Columns =
        "number, state, method, modes, total, good, bad, skipped, created_at, started_at, finished_at, errors_truncated, errors, skipped_items, error_counts, bytes, key, fingerprint, checksum, end_checksum, attempts, label, origin, outcome";

    // Of what follows the columns in a row.
    private const int Next = 24;

    /// <summary>Selects the columns that <see cref="FindDamage"/> needs, then the tenant and the row id, of the rows between two row ids.</summary>
    public const string Scan = $"SELECT {Columns}, tenant, row FROM operations NOT INDEXED WHERE row BETWEEN ?1 AND ?2 ORDER BY row";

    /// <summary>Selects the row id, the tenant and the number of all rows, from the index.</summary>
    public const string Keys = "SELECT row, tenant, number FROM operations ORDER BY tenant, number";

    /// <summary>Inserts an accepted operation, pending or already finished.</summary>
    /// <returns>The row id.</returns>
    public static long Insert(Connection connection, long tenant, Operation operation, long bytes, IdempotencyBinding? key)
    {
        var origin = OperationCodec.EncodeOrigin(operation);
        connection
            .Use("""
                INSERT INTO operations
                    (tenant, number, method, modes, total, created_at, bytes, key, fingerprint, checksum,
                     state, good, bad, skipped, started_at, finished_at, errors_truncated, errors, skipped_items, error_counts, outcome, end_checksum,
                     label, origin)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)
                """)
            .Bind(1, tenant).Bind(2, operation.Id).Bind(3, (long)operation.Method).Bind(4, Pack(operation.Modes))
            .Bind(5, operation.Total).Bind(6, operation.CreatedAt.ToUnixTimeMilliseconds()).Bind(7, bytes)
            .Bind(8, key?.Key).Bind(9, key is null ? default : key.Fingerprint.Span)
            .Bind(10, ChecksumOf(
                tenant, operation.Id, (long)operation.Method, Pack(operation.Modes), operation.Total, operation.CreatedAt.ToUnixTimeMilliseconds(), bytes,
                key is null ? default : Encoding.UTF8.GetBytes(key.Key), key is null ? default : key.Fingerprint.Span,
                operation.Label is null ? default : Encoding.UTF8.GetBytes(operation.Label), origin))
            .BindEnd(11, tenant, operation)
            .Bind(23, operation.Label).Bind(24, origin).Run();
        return connection.LastRow;
    }

    /// <summary>Updates a pending operation to its final state.</summary>
    public static void Finish(Connection connection, long tenant, long row, Operation operation) => connection
        .Use("""
            UPDATE operations
            SET state = ?2, good = ?3, bad = ?4, skipped = ?5, started_at = ?6, finished_at = ?7, errors_truncated = ?8, errors = ?9,
                skipped_items = ?10, error_counts = ?11, outcome = ?12, end_checksum = ?13, attempts = 0
            WHERE row = ?1
            """)
        .Bind(1, row).BindEnd(2, tenant, operation).Run();

    /// <summary>Names an operation in the description of damage.</summary>
    public static string Describe(string tenant, long number) => $"operation {number} of tenant '{tenant}'";

    /// <summary>Writes the number of failed attempts of a pending operation.</summary>
    public static void WriteAttempts(Connection connection, long tenant, long row, long number, int attempts) => connection
        .Use("UPDATE operations SET attempts = ?2, end_checksum = ?3 WHERE row = ?1")
        .Bind(1, row).Bind(2, attempts)
        .Bind(3, ChecksumOf(tenant, number, (long)OperationState.Pending, 0, 0, 0, null, null, 0, default, default, default, default, attempts)).Run();

    /// <summary>Finds an operation as stored, by one statement, which also reads the generation. A claimed operation is stored as pending.</summary>
    /// <exception cref="StoreDamagedException">The operation is damaged.</exception>
    public static RowRead<Operation?> FindOne(Connection connection, long tenant, string name, long number)
    {
        using var statement = connection
            .Use($"SELECT {Columns}, generation FROM store LEFT JOIN operations ON tenant = ?1 AND number = ?2").Bind(1, tenant).Bind(2, number);
        var isFound = statement.Step() && statement.IntOrNull(0) is not null;
        return new(isFound ? Read(statement, tenant, name, int.MaxValue) : null, statement.Int(Next));
    }

    /// <summary>Finds the operation that a new operation's idempotency key is bound to.</summary>
    public static EnqueueResult.Duplicate? FindBound(Connection connection, long tenant, TenantQueue queue, NewOperation operation)
    {
        if (operation.Key is not { } key)
        {
            return null;
        }

        // The number has no limit: the operation may have been accepted in the same transaction, and is not in the queue yet.
        var view = new QueueView(queue.Running, long.MaxValue);
        using var statement = connection
            .Use($"SELECT {Columns} FROM operations WHERE tenant = ?1 AND key = ?2").Bind(1, tenant).Bind(2, key.Key);
        return statement.Step()
            ? new(view.Project(Read(statement, tenant, operation.Operation.Tenant, int.MaxValue))!, statement.Bytes(17).ToArray())
            : null;
    }

    /// <summary>Returns the unfinished operations of a tenant, whatever its totals say.</summary>
    public static IEnumerable<QueuedOperation> Unfinished(Connection connection, long tenant, string name)
    {
        using var statement = connection.Use($"SELECT {Columns}, row FROM operations WHERE tenant = ?1 AND state = 0").Bind(1, tenant);
        while (statement.Step())
        {
            yield return FindDamage(statement, tenant, name) is { } damage
                ? TryReadPending(connection, tenant, name, statement.Int(Next)) ?? new(Unknown(statement, name), statement.Int(15))
                {
                    Attempts = (int)statement.Int(20),
                    StorageId = statement.Int(Next),
                    Damage = damage,
                }
                : ReadPending(statement, tenant, name);
        }
    }

    // SQLite takes the state and the number from the index. If only that is damaged, the row itself is what was written.
    private static QueuedOperation? TryReadPending(Connection connection, long tenant, string name, long row)
    {
        using var statement = connection.Use($"SELECT {Columns}, row FROM operations WHERE row = ?1").Bind(1, row);
        return statement.Step() && FindDamage(statement, tenant, name) is null && statement.Int(1) == (long)OperationState.Pending
            ? ReadPending(statement, tenant, name)
            : null;
    }

    private static QueuedOperation ReadPending(Statement statement, long tenant, string name) => new(Read(statement, tenant, name, 0), statement.Int(15))
    {
        Attempts = (int)statement.Int(20),
        StorageId = statement.Int(Next),
    };

    /// <summary>Returns the operations of a tenant that a policy expires, earliest finished first.</summary>
    public static List<long> Expired(Connection connection, long tenant, RetentionPolicy policy, int most)
    {
        var expired = new List<long>();
        if (TenantRows.ReadTotals(connection, tenant).Finished is var finished && finished == 0)
        {
            return expired;
        }

        var excess = finished - policy.KeepPerTenant;
        using var statement = connection
            .Use("SELECT row, finished_at FROM operations WHERE tenant = ?1 AND finished_at IS NOT NULL ORDER BY finished_at, number")
            .Bind(1, tenant);
        while (expired.Count < most && statement.Step()
            && (excess-- > 0 || statement.Int(1) < policy.FinishedBefore.ToUnixTimeMilliseconds()))
        {
            expired.Add(statement.Int(0));
        }

        return expired;
    }

    /// <summary>Deletes finished operations of a tenant.</summary>
    /// <returns>The number of those that existed.</returns>
    public static int Delete(Connection connection, long tenant, IReadOnlyList<long> rows)
    {
        var totals = TenantRows.ReadTotals(connection, tenant);
        var deleted = rows.Count(row => TryDelete(connection, row));
        TenantRows.WriteTotals(connection, tenant, totals with { Finished = totals.Finished - deleted });
        return deleted;
    }

    private static bool TryDelete(Connection connection, long row)
    {
        connection.Use("DELETE FROM operations WHERE row = ?1 AND finished_at IS NOT NULL").Bind(1, row).Run();
        return connection.Changes == 1;
    }

    /// <exception cref="StoreDamagedException">The operation is damaged.</exception>
    public static Operation Read(Statement statement, long tenant, string name, int maxCount)
    {
        var values = new Values(statement);
        return values.AreAsWritten(tenant) ? values.Decode(name, maxCount) : throw Failures.Damage(Describe(name, values.Number));
    }

    /// <summary>Compares a row with its checksums. Returns null if it is what was written, or has no checksums.</summary>
    public static StoreDamagedException? FindDamage(Statement statement, long tenant, string name)
    {
        var values = new Values(statement);
        return values.AreAsWritten(tenant) ? null : Failures.Damage(Describe(name, values.Number));
    }

    // Of a damaged row no value is certain, and some may be impossible.
    private static Operation Unknown(Statement statement, string tenant) => new()
    {
        Id = statement.Int(0),
        Tenant = tenant,
        Method = default,
        Modes = new(Strict: true, Subset: false, Urgent: false, Wait: false),
        Total = 0,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    // Binds the columns that change when an operation finishes, starting at an index.
    private static Statement BindEnd(this Statement statement, int first, long tenant, Operation operation)
    {
        var (started, finished) = (operation.StartedAt?.ToUnixTimeMilliseconds(), operation.FinishedAt?.ToUnixTimeMilliseconds());
        var errors = OperationCodec.EncodeErrors(operation.Errors);
        var skipped = OperationCodec.EncodeSkippedItems(operation.SkippedItems);
        var counts = OperationCodec.EncodeErrorCounts(operation.ErrorCounts);
        var outcome = OperationCodec.EncodeOutcome(operation);
        var truncated = operation.ErrorsTruncated ? 1L : 0L;
        return statement
            .Bind(first, (long)operation.State).Bind(first + 1, operation.Good).Bind(first + 2, operation.Bad).Bind(first + 3, operation.Skipped)
            .Bind(first + 4, started).Bind(first + 5, finished).Bind(first + 6, truncated)
            .Bind(first + 7, errors).Bind(first + 8, skipped).Bind(first + 9, counts).Bind(first + 10, outcome)
            .Bind(first + 11, ChecksumOf(
                tenant, operation.Id, (long)operation.State, operation.Good, operation.Bad, operation.Skipped, started, finished, truncated, errors, skipped, counts, outcome, attempts: 0));
    }

    // What the acceptance writes.
    private static int ChecksumOf(
        long tenant, long number, long method, long modes, long total, long createdAt, long bytes, ReadOnlySpan<byte> key, ReadOnlySpan<byte> fingerprint,
        ReadOnlySpan<byte> label, ReadOnlySpan<byte> origin)
    {
        var checksum = new Checksum();
        checksum.Add(tenant);
        checksum.Add(number);
        checksum.Add(method);
        checksum.Add(modes);
        checksum.Add(total);
        checksum.Add(createdAt);
        checksum.Add(bytes);
        checksum.Add(key);
        checksum.Add(fingerprint);
        checksum.AddIfPresent(label, column: 1);
        checksum.AddIfPresent(origin, column: 2);
        return checksum.Value;
    }

    // What a failed attempt or the end writes.
    private static int ChecksumOf(
        long tenant, long number, long state, long good, long bad, long skipped, long? startedAt, long? finishedAt, long errorsTruncated,
        ReadOnlySpan<byte> errors, ReadOnlySpan<byte> skippedItems, ReadOnlySpan<byte> errorCounts, ReadOnlySpan<byte> outcome, long attempts)
    {
        var checksum = new Checksum();
        checksum.Add(tenant);
        checksum.Add(number);
        checksum.Add(state);
        checksum.Add(good);
        checksum.Add(bad);
        checksum.Add(skipped);
        checksum.Add(startedAt);
        checksum.Add(finishedAt);
        checksum.Add(errorsTruncated);
        checksum.Add(errors);
        checksum.Add(skippedItems);
        checksum.Add(errorCounts);
        checksum.Add(attempts);
        checksum.AddIfPresent(outcome, column: 3);
        return checksum.Value;
    }

    private static DateTimeOffset? Time(long? value) => value is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;

    private static long Pack(OperationModes modes) =>
        (modes.Strict ? 1 : 0) | (modes.Subset ? 2 : 0) | (modes.Urgent ? 4 : 0) | (modes.Wait ? 8 : 0);

    private static OperationModes Unpack(long modes) => new((modes & 1) != 0, (modes & 2) != 0, (modes & 4) != 0, (modes & 8) != 0);

    // Reads each column once: an access costs as much as the checksum.
    private readonly ref struct Values(Statement statement)
    {
        private readonly long _state = statement.Int(1);
        private readonly long _method = statement.Int(2);
        private readonly long _modes = statement.Int(3);
        private readonly long _total = statement.Int(4);
        private readonly long _good = statement.Int(5);
        private readonly long _bad = statement.Int(6);
        private readonly long _skipped = statement.Int(7);
        private readonly long _createdAt = statement.Int(8);
        private readonly long? _startedAt = statement.IntOrNull(9);
        private readonly long? _finishedAt = statement.IntOrNull(10);
        private readonly long _errorsTruncated = statement.Int(11);
        private readonly ReadOnlySpan<byte> _errors = statement.Bytes(12);
        private readonly ReadOnlySpan<byte> _skippedItems = statement.Bytes(13);
        private readonly ReadOnlySpan<byte> _errorCounts = statement.Bytes(14);
        private readonly ReadOnlySpan<byte> _label = statement.Bytes(21);
        private readonly ReadOnlySpan<byte> _origin = statement.Bytes(22);
        private readonly ReadOnlySpan<byte> _outcome = statement.Bytes(23);

        public long Number { get; } = statement.Int(0);

        public bool AreAsWritten(long tenant) =>
            statement.HasChecksum(18, ChecksumOf(
                tenant, Number, _method, _modes, _total, _createdAt, statement.Int(15), statement.Bytes(16), statement.Bytes(17), _label, _origin))
            && statement.HasChecksum(19, ChecksumOf(
                tenant, Number, _state, _good, _bad, _skipped, _startedAt, _finishedAt, _errorsTruncated, _errors, _skippedItems, _errorCounts, _outcome, statement.Int(20)));

        public Operation Decode(string tenant, int maxCount) =>
            OperationCodec.DecodeOutcome(OperationCodec.DecodeOrigin(DecodeColumns(tenant, maxCount), _origin), _outcome);

        private Operation DecodeColumns(string tenant, int maxCount) => new()
        {
            Id = Number,
            Tenant = tenant,
            State = (OperationState)_state,
            Method = (OperationMethod)_method,
            Modes = Unpack(_modes),
            Total = (int)_total,
            Good = (int)_good,
            Bad = (int)_bad,
            Skipped = (int)_skipped,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(_createdAt),
            StartedAt = Time(_startedAt),
            FinishedAt = Time(_finishedAt),
            ErrorsTruncated = _errorsTruncated != 0,
            Errors = OperationCodec.DecodeErrors(_errors, maxCount),
            SkippedItems = OperationCodec.DecodeSkippedItems(_skippedItems, maxCount),
            ErrorCounts = OperationCodec.DecodeErrorCounts(_errorCounts),
            Label = _label.IsEmpty ? null : Encoding.UTF8.GetString(_label),
        };
    }
}
