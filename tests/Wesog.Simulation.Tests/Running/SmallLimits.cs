using Wesog.Operations;

namespace Wesog.Simulation.Tests.Running;

/// <summary>Limits that are small enough to be reached in a run.</summary>
internal sealed class SmallLimits
{
    public SmallLimits(SeededRandom random)
    {
        var limits = Options.Limits;
        limits.ConcurrentTenants = random.Between(1, 3);
        limits.GroupOperations = random.Pick(1, 2, 3, 100);
        limits.GroupItems = random.Pick(3, 1_000);
        limits.MaxQueuedOperations = random.Pick(2, 4, 1_000);
        limits.MaxQueuedBytes = random.Pick(600, 1L << 20);
        limits.MaxAttempts = random.Between(1, 3);
        limits.MaxErrors = random.Pick(2, 1_000);
        limits.MaxBatchItems = random.Pick(2, 3, 10_000);
        Options.Images.MaxListEntries = random.Pick(2, 2, 1_000);
        limits.MaxConcurrentReads = random.Pick(1, 256);
    }

    public WesogOptions Options { get; } = new();

    public EngineLimits Engine => Options.Limits;
}
