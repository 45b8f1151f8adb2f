using System.Globalization;
using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.InProcess;

/// <summary>What one image costs: time, and bytes allocated, whether kept or not.</summary>
internal readonly record struct Cost(double Seconds, double Bytes)
{
    public Ratio To(Cost baseline, string what, Bound? target = null) =>
        new(what, Seconds / baseline.Seconds, target, $"{this} an image, baseline {baseline}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seconds * 1e6:0.00} µs and {Bytes:N0} B");
}
