using Wesog.Testing.Conformance;

namespace Wesog.Core.Tests.StoreHistories;

// The naive store is the model of the histories, so it must pass the same suite.
public static class NaiveStoreConformance
{
    public sealed class Attempts : AttemptsConformance<NaiveStoreHarness>;

    public sealed class Backlog : BacklogConformance<NaiveStoreHarness>;

    public sealed class Cancel : CancelConformance<NaiveStoreHarness>;

    public sealed class Cancellation : CancellationConformance<NaiveStoreHarness>;

    public sealed class Claim : ClaimConformance<NaiveStoreHarness>;

    public sealed class Commit : CommitConformance<NaiveStoreHarness>;

    public sealed class ConcurrentReads : ConcurrentReadsConformance<NaiveStoreHarness>;

    public sealed class Enqueue : EnqueueConformance<NaiveStoreHarness>;

    public sealed class ExpectAbsent : ExpectAbsentConformance<NaiveStoreHarness>;

    public sealed class Idempotency : IdempotencyConformance<NaiveStoreHarness>;

    public sealed class ImagePages : ImagePagesConformance<NaiveStoreHarness>;

    public sealed class ImageReads : ImageReadsConformance<NaiveStoreHarness>;

    public sealed class InlineCommit : InlineCommitConformance<NaiveStoreHarness>;

    public sealed class Lease : LeaseConformance<NaiveStoreHarness>;

    public sealed class OperationReads : OperationReadsConformance<NaiveStoreHarness>;

    public sealed class Races : RacesConformance<NaiveStoreHarness>;

    public sealed class Retention : RetentionConformance<NaiveStoreHarness>;
}
