using Wesog.MongoDB.Tests.Server;
using Wesog.StoreHistories;
using Wesog.Testing.Conformance;

namespace Wesog.MongoDB.Tests;

// The complete conformance suite.
public static class MongoConformance
{
    public sealed class Attempts : AttemptsConformance<MongoStoreHarness>;

    public sealed class Backlog : BacklogConformance<MongoStoreHarness>;

    public sealed class Cancel : CancelConformance<MongoStoreHarness>;

    public sealed class Cancellation : CancellationConformance<MongoStoreHarness>;

    public sealed class Claim : ClaimConformance<MongoStoreHarness>;

    public sealed class Commit : CommitConformance<MongoStoreHarness>;

    public sealed class ConcurrentReads : ConcurrentReadsConformance<MongoStoreHarness>;

    public sealed class Durable : DurableStoreConformance<MongoStoreHarness>;

    public sealed class Enqueue : EnqueueConformance<MongoStoreHarness>;

    public sealed class ExpectAbsent : ExpectAbsentConformance<MongoStoreHarness>;

    public sealed class History(ITestOutputHelper output) : HistoryConformance<MongoStoreHarness>(output, count: 20);

    public sealed class Idempotency : IdempotencyConformance<MongoStoreHarness>;

    public sealed class ImagePages : ImagePagesConformance<MongoStoreHarness>;

    public sealed class ImageReads : ImageReadsConformance<MongoStoreHarness>;

    public sealed class InlineCommit : InlineCommitConformance<MongoStoreHarness>;

    public sealed class Lease : LeaseConformance<MongoStoreHarness>;

    public sealed class Linearizability(ITestOutputHelper output) : LinearizabilityConformance<MongoStoreHarness>(output, count: 10);

    public sealed class OperationReads : OperationReadsConformance<MongoStoreHarness>;

    public sealed class Races : RacesConformance<MongoStoreHarness>;

    public sealed class Retention : RetentionConformance<MongoStoreHarness>;
}
