using Wesog.StoreHistories;
using Wesog.Testing.Conformance;

namespace Wesog.Sqlite.Tests;

// The complete conformance suite; no test is skipped.
public static class SqliteConformance
{
    public sealed class Attempts : AttemptsConformance<SqliteStoreHarness>;

    public sealed class Backlog : BacklogConformance<SqliteStoreHarness>;

    public sealed class Cancel : CancelConformance<SqliteStoreHarness>;

    public sealed class Cancellation : CancellationConformance<SqliteStoreHarness>;

    public sealed class Claim : ClaimConformance<SqliteStoreHarness>;

    public sealed class Commit : CommitConformance<SqliteStoreHarness>;

    public sealed class ConcurrentReads : ConcurrentReadsConformance<SqliteStoreHarness>;

    public sealed class Durable : DurableStoreConformance<SqliteStoreHarness>;

    public sealed class Enqueue : EnqueueConformance<SqliteStoreHarness>;

    public sealed class ExpectAbsent : ExpectAbsentConformance<SqliteStoreHarness>;

    public sealed class History(ITestOutputHelper output) : HistoryConformance<SqliteStoreHarness>(output, count: 200);

    public sealed class Idempotency : IdempotencyConformance<SqliteStoreHarness>;

    public sealed class ImagePages : ImagePagesConformance<SqliteStoreHarness>;

    public sealed class ImageReads : ImageReadsConformance<SqliteStoreHarness>;

    public sealed class InlineCommit : InlineCommitConformance<SqliteStoreHarness>;

    public sealed class Lease : LeaseConformance<SqliteStoreHarness>;

    public sealed class Linearizability(ITestOutputHelper output) : LinearizabilityConformance<SqliteStoreHarness>(output, count: 100);

    public sealed class OperationReads : OperationReadsConformance<SqliteStoreHarness>;

    public sealed class Races : RacesConformance<SqliteStoreHarness>;

    public sealed class Retention : RetentionConformance<SqliteStoreHarness>;
}
