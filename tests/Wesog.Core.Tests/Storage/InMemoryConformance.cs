using Wesog.StoreHistories;
using Wesog.Testing.Conformance;

namespace Wesog.Core.Tests.Storage;

// The whole suite except durability, which this store does not guarantee.
public static class InMemoryConformance
{
    public sealed class Attempts : AttemptsConformance<InMemoryStoreHarness>;

    public sealed class Backlog : BacklogConformance<InMemoryStoreHarness>;

    public sealed class Cancel : CancelConformance<InMemoryStoreHarness>;

    public sealed class Cancellation : CancellationConformance<InMemoryStoreHarness>;

    public sealed class Claim : ClaimConformance<InMemoryStoreHarness>;

    public sealed class Commit : CommitConformance<InMemoryStoreHarness>;

    public sealed class ConcurrentReads : ConcurrentReadsConformance<InMemoryStoreHarness>;

    public sealed class Enqueue : EnqueueConformance<InMemoryStoreHarness>;

    public sealed class ExpectAbsent : ExpectAbsentConformance<InMemoryStoreHarness>;

    public sealed class History(ITestOutputHelper output) : HistoryConformance<InMemoryStoreHarness>(output, count: 1_000);

    public sealed class Idempotency : IdempotencyConformance<InMemoryStoreHarness>;

    public sealed class ImagePages : ImagePagesConformance<InMemoryStoreHarness>;

    public sealed class ImageReads : ImageReadsConformance<InMemoryStoreHarness>;

    public sealed class InlineCommit : InlineCommitConformance<InMemoryStoreHarness>;

    public sealed class Lease : LeaseConformance<InMemoryStoreHarness>;

    public sealed class Linearizability(ITestOutputHelper output) : LinearizabilityConformance<InMemoryStoreHarness>(output, count: 500);

    public sealed class OperationReads : OperationReadsConformance<InMemoryStoreHarness>;

    public sealed class Races : RacesConformance<InMemoryStoreHarness>;

    public sealed class Retention : RetentionConformance<InMemoryStoreHarness>;
}
