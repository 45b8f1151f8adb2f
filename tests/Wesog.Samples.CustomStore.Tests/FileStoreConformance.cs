using Wesog.StoreHistories;
using Wesog.Testing.Conformance;

namespace Wesog.Samples.CustomStore.Tests;

// The complete conformance suite and the history tests.
public static class FileStoreConformance
{
    public sealed class Attempts : AttemptsConformance<FileStoreHarness>;

    public sealed class Backlog : BacklogConformance<FileStoreHarness>;

    public sealed class Cancel : CancelConformance<FileStoreHarness>;

    public sealed class Cancellation : CancellationConformance<FileStoreHarness>;

    public sealed class Claim : ClaimConformance<FileStoreHarness>;

    public sealed class Commit : CommitConformance<FileStoreHarness>;

    public sealed class ConcurrentReads : ConcurrentReadsConformance<FileStoreHarness>;

    public sealed class Durable : DurableStoreConformance<FileStoreHarness>;

    public sealed class Enqueue : EnqueueConformance<FileStoreHarness>;

    public sealed class ExpectAbsent : ExpectAbsentConformance<FileStoreHarness>;

    public sealed class History(ITestOutputHelper output) : HistoryConformance<FileStoreHarness>(output, count: 200);

    public sealed class Idempotency : IdempotencyConformance<FileStoreHarness>;

    public sealed class ImagePages : ImagePagesConformance<FileStoreHarness>;

    public sealed class ImageReads : ImageReadsConformance<FileStoreHarness>;

    public sealed class InlineCommit : InlineCommitConformance<FileStoreHarness>;

    public sealed class Lease : LeaseConformance<FileStoreHarness>;

    public sealed class Linearizability(ITestOutputHelper output) : LinearizabilityConformance<FileStoreHarness>(output, count: 200);

    public sealed class OperationReads : OperationReadsConformance<FileStoreHarness>;

    public sealed class Races : RacesConformance<FileStoreHarness>;

    public sealed class Retention : RetentionConformance<FileStoreHarness>;
}
