using Wesog.Operations;

namespace Wesog.Storage.InMemory;

/// <summary>The result of a plan: the new image tree, and the operations in their final states.</summary>
internal sealed record PlannedCommit(ImageTree Images, IReadOnlyList<Operation> Finished)
{
    public static PlannedCommit Make(ImageTree before, CommitDecision plan) =>
        TryHopefully(before, plan) ?? Of(plan(before.Find), before);

    // Returns null if an image that was assumed missing exists.
    private static PlannedCommit? TryHopefully(ImageTree before, CommitDecision plan)
    {
        var reads = new OptimisticReads(before);
        try
        {
            var result = plan(reads.Find);
            var commit = Of(result, before);
            return reads.IsConsistentWith(result.Writes, commit.Images) ? commit : null;
        }
        catch (Exception) when (reads.Hope)
        {
            // The plan may succeed on the actual images.
            return null;
        }
    }

    private static PlannedCommit Of(CommitPlan result, ImageTree before) => new(
        before.With([.. result.Writes]), result.Finished);
}
