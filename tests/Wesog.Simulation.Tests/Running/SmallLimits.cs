using Wesog.Operations;

namespace Wesog.Simulation.Tests.Running;

/// <summary>Limits so small that runs meet them.</summary>
internal sealed class SmallLimits
{
    public SmallLimits(SeededRandom dice)
    {
        var limits = Options.Limits;
        limits.ConcurrentTenants = dice.Between(1, 3);
        limits.GroupOperations = dice.Pick(1, 2, 3, 100);
        limits.GroupItems = dice.Pick(3, 1_000);
        limits.MaxQueuedOperations = dice.Pick(2, 4, 1_000);
        limits.MaxQueuedBytes = dice.Pick(600, 1L << 20);
        limits.MaxAttempts = dice.Between(1, 3);
        limits.MaxErrors = dice.Pick(2, 1_000);
    }

    public WesogOptions Options { get; } = new();

    public EngineLimits Engine => Options.Limits;
}
