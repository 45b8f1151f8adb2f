using Wesog.StoreHistories.Steps;

namespace Wesog.StoreHistories;

/// <summary>A sequence of steps.</summary>
public sealed class History(IReadOnlyList<HistoryStep> steps)
{
    public IReadOnlyList<HistoryStep> Steps => steps;

    /// <summary>Returns the history without a part of its steps. Long parts come first, so that few attempts produce a short counterexample.</summary>
    public static IEnumerable<History> Shrink(History history)
    {
        var steps = history.Steps;
        for (var length = (steps.Count + 1) / 2; length > 0; length = length == 1 ? 0 : (length + 1) / 2)
        {
            for (var start = 0; start + length <= steps.Count && length < steps.Count; start += length)
            {
                yield return new([.. steps.Take(start), .. steps.Skip(start + length)]);
            }
        }
    }

    public override string ToString() => $"a history of {steps.Count} steps:\n{string.Join("\n", steps.Index().Select(step => $"{step.Index + 1,3}. {step.Item}"))}\n";
}
