using System.Globalization;

namespace Wesog.Benchmarks.Summary;

/// <summary>One line of a summary: ours against its baseline, both measured in the same run.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">Ours divided by the baseline.</param>
/// <param name="Target">What it must keep; null where it is only shown.</param>
/// <param name="Detail">The figures behind it.</param>
internal sealed record Ratio(string What, double Value, Bound? Target, string Detail)
{
    public override string ToString()
    {
        var verdict = Target is null ? "" : Target.IsKeptBy(Value) ? "met" : "missed";
        return string.Create(CultureInfo.InvariantCulture, $"| {What} | {Value:0.00} | {Target} | {verdict} | {Detail} |");
    }
}
