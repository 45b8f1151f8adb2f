using Wesog.Operations;

namespace Wesog.Storage.InMemory;

/// <summary>What a plan decided: all images as they are then, and the operations in their final states.</summary>
internal sealed record PlannedTurn(ImageTree Images, IReadOnlyList<Operation> Finished)
{
    public static PlannedTurn Make(ImageTree before, TurnPlan plan) =>
        TryHopefully(before, plan) ?? Of(plan(before.Find), before);

    // Null where the plan was made on images that were missing in hope only, and are there.
    private static PlannedTurn? TryHopefully(ImageTree before, TurnPlan plan)
    {
        var reads = new HopefulReads(before);
        try
        {
            var outcome = plan(reads.Find);
            var turn = Of(outcome, before);
            return reads.AreBorneOutBy(outcome.Writes, turn.Images) ? turn : null;
        }
        catch (Exception) when (reads.Hope)
        {
            // Nothing says that the plan fails on what is really there.
            return null;
        }
    }

    private static PlannedTurn Of(TurnOutcome outcome, ImageTree before) => new(
        before.With([.. outcome.Writes]), outcome.Finished);
}
