using System.Globalization;

namespace Wesog.Benchmarks.Summary;

/// <summary>One row of a summary: a measurement and its baseline, both from the same run.</summary>
/// <param name="What">The measurement and its baseline.</param>
/// <param name="Value">The ratio of the measurement to the baseline.</param>
/// <param name="Target">The target; null if there is none.</param>
/// <param name="Detail">The absolute figures.</param>
internal sealed record Ratio(string What, double Value, Bound? Target, string Detail)
{
    public override string ToString()
    {
        var verdict = Target is null ? "" : Target.IsKeptBy(Value) ? "met" : "missed";
        return string.Create(CultureInfo.InvariantCulture, $"| {What} | {Value:0.00} | {Target} | {verdict} | {Detail} |");
    }
}
