using System.Globalization;

namespace Wesog.Benchmarks.Summary;

/// <summary>One figure of a summary: ours against its baseline, both measured in the same run, and the target.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">Ours divided by the baseline.</param>
/// <param name="Target">The bound.</param>
/// <param name="IsFloor">Whether the bound is the least (else the most).</param>
/// <param name="Detail">The figures behind it.</param>
internal sealed record Ratio(string What, double Value, double Target, bool IsFloor, string Detail)
{
    public bool IsMet => IsFloor ? Value >= Target : Value <= Target;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {What} | {Value:0.00} | {(IsFloor ? ">=" : "<=")} {Target:0.0} | {(IsMet ? "met" : "missed")} | {Detail} |");
}
