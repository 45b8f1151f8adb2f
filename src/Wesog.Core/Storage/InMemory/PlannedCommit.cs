using Wesog.Operations;

namespace Wesog.Storage.InMemory;

/// <summary>What a plan decided: all images as they are then, and the operations in their final states.</summary>
internal sealed record PlannedCommit(ImageTree Images, IReadOnlyList<Operation> Finished)
{
    public static PlannedCommit Make(ImageTree before, CommitDecision plan) =>
        TryHopefully(before, plan) ?? Of(plan(before.Find), before);

    // Null where the plan was made on images that were missing in hope only, and are there.
    private static PlannedCommit? TryHopefully(ImageTree before, CommitDecision plan)
    {
        var reads = new OptimisticReads(before);
        try
        {
            var outcome = plan(reads.Find);
            var turn = Of(outcome, before);
            return reads.IsConsistentWith(outcome.Writes, turn.Images) ? turn : null;
        }
        catch (Exception) when (reads.Hope)
        {
            // Nothing says that the plan fails on what is really there.
            return null;
        }
    }

    private static PlannedCommit Of(CommitResult outcome, ImageTree before) => new(
        before.With([.. outcome.Writes]), outcome.Finished);
}
